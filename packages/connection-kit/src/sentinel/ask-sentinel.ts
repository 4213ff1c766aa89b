import type { Wire } from "../driver/command-sender.js";
import type { Handle } from "../driver/driver-adapter.js";
import type { Endpoint } from "../endpoint/endpoint.js";
import { Dialer } from "../shared-connection/reconnector.js";
import { Deadline } from "../time/deadline.js";

/**
 * Does `work` over a connection to a sentinel of its own, which ends with it: questions are rare, and whom to ask may be another the next
 * time.
 * @throws what the driver or the sentinel says, without passwords; the signal's reason where that comes first.
 */
export async function withSentinel<Result>(
  sentinel: Endpoint,
  work: (handle: Handle) => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted();
  const { driver, Client, driverOptions } = sentinel;
  const handle = driver.handle(Client, driverOptions);
  let dialer: Dialer | undefined;
  let giveUp = (): void => {};
  try {
    return await new Promise<Result>((resolve, reject) => {
      giveUp = () => reject(signal.reason);
      signal.addEventListener("abort", giveUp);
      const connecting = new Dialer(handle, sentinel, {
        up: () => work(handle).then(resolve, reject),
        down: () => reject(connecting.trouble),
      });
      dialer = connecting;
      connecting.dial();
    });
  } finally {
    signal.removeEventListener("abort", giveUp);
    dialer?.close();
  }
}

/** Asks a sentinel, which has to answer within its `socket_timeout`. */
export function askSentinel<Answer>(
  sentinel: Endpoint,
  question: (wire: Wire) => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  const { socketTimeout } = sentinel;
  return withSentinel(
    sentinel,
    ({ wire }) =>
      new Promise<Answer>((resolve, reject) => {
        const late = new Error(`no answer within ${socketTimeout / 1000} s (socket_timeout)`);
        const deadline = new Deadline(socketTimeout, () => reject(late));
        question(wire)
          .then(resolve, reject)
          .finally(() => deadline.stop());
      }),
    signal,
  );
}
