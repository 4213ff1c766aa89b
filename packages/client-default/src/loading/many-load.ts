import type { Delay, Load, ManyLoad, Timeout } from "@coffer/cache-core";

/** What the loader of many keys is given: what it decides goes for the loads of all of them. */
export function manyLoad(loads: readonly Load[]): ManyLoad {
  const [first] = loads as readonly [Load];
  return {
    /** They have begun together and have one `hardTimeout`, so the signal of one is that of all. */
    get signal(): AbortSignal {
      return first.signal;
    },
    get timeout(): Timeout {
      return first.timeout;
    },
    set timeout(timeout: Timeout) {
      for (const load of loads) load.timeout = timeout;
    },
    get stale(): Delay {
      return first.stale;
    },
    set stale(stale: Delay) {
      for (const load of loads) load.stale = stale;
    },
    get grace(): Delay {
      return first.grace;
    },
    set grace(grace: Delay) {
      for (const load of loads) load.grace = grace;
    },
    tag: (...tags) => {
      for (const load of loads) load.tag(...tags);
    },
  };
}
