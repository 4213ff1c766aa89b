import { createCaches } from "coffer";
import { SECONDS } from "./objects.mjs";
import { openCache } from "./open-cache.mjs";

const PATIENCE = 10_000;

/**
 * A cache of coffer with the layer near, once the server reports changed keys.
 *
 * @param {string} url
 * @param {"copy" | "frozen"} VALUES
 * @returns {Promise<import("../contract.d.ts").NearStore>}
 */
export async function cofferNear(url, VALUES) {
  // Nothing may expire during a run, in memory either.
  const NEAR_CACHE = { VALUES, TIMEOUT: SECONDS };
  const OPTIONS = { LAYERS: ["near"], NEAR_CACHE };
  // Redis reports keys of all databases: each candidate has its own prefix, so that none receives another's writes.
  const store = await openCache(createCaches, url, OPTIONS, `near-${VALUES}`);
  for (const end = performance.now() + PATIENCE; store.stats().near?.state !== "armed"; ) {
    if (performance.now() > end) throw new Error("the server does not report changed keys");
    // The first read opens the link.
    await store.get("arming");
  }
  return store;
}
