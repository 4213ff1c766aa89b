import type { Grant } from "../history.js";
import { isUnknown } from "./calls.js";
import type { Step, WorkloadContext } from "./context.js";

/** All workers increment the same counters. In a cluster they are spread over the primaries. */
export const COUNTERS: readonly string[] = ["counter:a", "counter:b", "counter:c", "counter:d"];

/** Increments by one, each of which gets a unique number. */
export class Counters {
  readonly increments: Grant[] = [];
  readonly unknown: Record<string, number> = {};
  readonly steps: readonly Step[];

  constructor({ cache, calls }: WorkloadContext) {
    this.steps = COUNTERS.map((key) => async () => {
      const outcome = await calls.time("incr", () => cache.incr(key, 1, { ignoreKeyCheck: true }));
      const { from, to, value, code } = outcome;
      if (code === undefined) this.increments.push({ key, number: Number(value), from, to });
      else if (isUnknown(code)) this.unknown[key] = (this.unknown[key] ?? 0) + 1;
    });
  }
}
