import { eventually } from "@coffer-internal/servers";

/** Milliseconds within which a request ends whatever Redis does: SOCKET_TIMEOUT is a second in these tests. */
const IN_TIME = 10_000;

export function inTime<T>(work: Promise<T>): Promise<T> {
  // `eventually` polls: it is the same promise each time, which settles once.
  return eventually(() => work, { deadline: IN_TIME, interval: IN_TIME });
}
