import type { Commands, Key, Loader, LoadOptions, Timeout } from "@coffer/cache-core";
import { milliseconds, timeoutOptions } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { LOAD, plainPlan, readPlan } from "../loading/load-plan.js";
import { Found, finder } from "./find.js";
import { LoadCall } from "./load-call.js";

/** Reads a value, or loads it. */
export const loading: Pick<Commands, "getOrSet"> & ThisType<Entries> = {
  getOrSet<T>(key: Key, value: Loader<T>, options?: Timeout | LoadOptions): Promise<T> {
    const given = timeoutOptions(options, LOAD);
    const timeout = milliseconds(given?.timeout, this.context.timeout);
    const redisKey = this.keyspace.make(key, given);
    if (value === undefined)
      throw new TypeError("value must be a value or a function that returns one, got undefined");
    const plan =
      typeof options === "object" && given !== undefined && saysMore(given)
        ? readPlan(given, timeout, this.jitter, (names) => this.tags.tagsOf(names, given))
        : undefined;
    const moment = this.loads.moment();
    const under = this.loads.flightOf(redisKey);
    if (plan?.isFresh) {
      const call = new LoadCall<T>(this, redisKey, value, plan, moment, under);
      return this.gate.during(() => call.load("fresh", undefined));
    }
    // Also undefined if Redis is unreachable and the cache ignores that.
    const found = this.readValue(redisKey, "load", plan === undefined ? undefined : finder(this, plan)).catch(
      (error) => this.context.ignoreOrThrow(error, "getOrSet"),
    );
    this.gate.enter();
    return found.then(
      (known) => {
        if (known === undefined || known instanceof Found) {
          const its = plan ?? plainPlan(timeout, this.jitter);
          const call = new LoadCall<T>(this, redisKey, value, its, moment, under);
          return call.after(known).finally(() => this.gate.leave());
        }
        this.gate.leave();
        return known as T;
      },
      (error) => {
        this.gate.leave();
        throw error;
      },
    );
  },
};

/** Whether there are options besides timeout and version. */
function saysMore(options: LoadOptions): boolean {
  for (const name in options) if (name !== "timeout" && name !== "version") return true;
  return false;
}
