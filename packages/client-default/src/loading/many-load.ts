import type { Delay, Load, ManyLoad, Timeout } from "@coffer/cache-core";

/** The argument of the loader of many keys: its decisions apply to the loads of all of them. */
export function manyLoad(loads: readonly Load[]): ManyLoad {
  const [first] = loads as readonly [Load];
  return {
    /** They started together and have one `hardTimeout`, so they share one signal. */
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
