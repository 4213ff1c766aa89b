import type { Connection } from "@coffer/cache-core";
import { eventually } from "@coffer-internal/servers";
import { expect } from "vitest";

export interface Outcome {
  readonly error: (Error & { readonly cause?: Error }) | undefined;
  readonly code: string | undefined;
  /** How long the call took, in milliseconds. */
  readonly took: number;
}

/** Settles `call` and returns the outcome and the time. */
export async function outcome(call: Promise<unknown>): Promise<Outcome> {
  const begin = performance.now();
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  return { error, code: error?.code, took: performance.now() - begin };
}

const ECHO = { name: "test:echo", source: "return ARGV[1]" };

/** Every method of a connection that sends something. */
export function everyWay(connection: Connection): Promise<unknown>[] {
  return [
    connection.send("GET", ["key"]),
    connection.sendMany([
      ["GET", ["key"]],
      ["GET", ["key"]],
    ]),
    connection.run(ECHO, ["key"], ["x"]),
    connection.ready(),
  ];
}

/**
 * Checks that calls fail in under 5 ms during a known outage. The limit is for the median, since the machine may be
 * busy.
 */
export async function expectFailureAtOnce(connection: Connection): Promise<void> {
  const all: Outcome[] = [];
  for (let n = 0; n < 50; n += 1) {
    for (const call of everyWay(connection)) all.push(await outcome(call));
  }
  expect(new Set(all.map(({ code }) => code))).toEqual(new Set(["ERR_UNREACHABLE"]));
  const took = all.map((each) => each.took).sort((a, b) => a - b);
  expect(took[took.length / 2]).toBeLessThan(5);
}

/** Waits until calls succeed again. On an idle machine, that takes less than a second. */
export async function expectBack(connection: Connection): Promise<void> {
  await eventually(() => connection.send("PING", []));
}
