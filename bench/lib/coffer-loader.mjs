/**
 * A cache of coffer as a loader cache.
 *
 * @param {typeof import("@coffer/cache-core").createCaches} createCaches
 * @param {string} url
 * @param {"default" | "herd"} client
 * @returns {Promise<import("../contract.d.ts").LoaderCache>}
 */
export async function cofferLoader(createCaches, url, client) {
  const OPTIONS = { CLIENT_CLASS: client };
  const settings = { CACHES: { default: { LOCATION: url, KEY_PREFIX: "bench", OPTIONS } } };
  const caches = await createCaches(settings, { parent: import.meta.url });
  const cache = caches.get("default");
  await caches.ready();
  return {
    load: (key, loader, seconds) => cache.getOrSet(key, loader, seconds),
    tagged: (key, loader, seconds, tag) => cache.getOrSet(key, loader, { timeout: seconds, tags: [tag] }),
    stale: (key, loader, seconds) => cache.getOrSet(key, loader, { timeout: seconds, stale: "1h" }),
    deleteByTag: (tag) => cache.deleteByTag(tag),
    close: () => caches.close(),
  };
}
