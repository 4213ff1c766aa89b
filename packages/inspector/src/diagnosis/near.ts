import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Cache } from "@coffer/cache-core";
import { type Finding, ok, problem, warning } from "./finding.js";

/** Milliseconds that a link may take to connect. */
const PATIENCE = 5000;
const RIGHTS = "+client|id +client|tracking +subscribe &__redis__:invalidate";
const WITHOUT = "a proxy or an old server may have no CLIENT TRACKING: leave near out of LAYERS";

/**
 * Whether servers report changed keys, for a cache with the layer near; undefined: it has none.
 * @param login the user that the connections log in as.
 */
export async function checkNear(cache: Cache, login: string): Promise<Finding | undefined> {
  for (const end = performance.now() + PATIENCE; ; await pause(20)) {
    const near = cache.stats().near;
    if (near === undefined) return undefined;
    if (near.state === "armed") return ok("the servers report changed keys, so values are kept in memory");
    if (near.state === "unsupported") {
      const advice = `ACL SETUSER ${login} ${RIGHTS}; ${WITHOUT}`;
      return problem(`no values are kept in memory: ${near.reason ?? "CLIENT TRACKING is refused"}`, advice);
    }
    if (performance.now() > end) {
      const why = near.reason ?? `no link was connected within ${PATIENCE / 1000} s`;
      return warning(
        `no values are kept in memory: ${why}`,
        "check whether the server accepts more connections",
      );
    }
    await readWhatIsKept(cache).catch(() => {});
  }
}

/**
 * Reads of keys that may be kept open the links: a key with one of the prefixes in KEYS or, if there are none, the
 * version of a tag.
 */
function readWhatIsKept(cache: Cache): Promise<unknown> {
  const { NEAR_CACHE } = (cache.client.context?.options ?? {}) as {
    NEAR_CACHE?: { KEYS?: readonly string[] };
  };
  const key = `coffer-doctor:${cache.alias}`;
  return NEAR_CACHE?.KEYS?.length === 0
    ? cache.getOrSet(key, () => undefined, { timeout: "1s", tags: ["coffer-doctor"] })
    : cache.get(`${NEAR_CACHE?.KEYS?.[0] ?? ""}${key}`);
}
