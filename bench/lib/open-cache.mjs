/**
 * A cache of coffer as a store.
 *
 * @param {typeof import("@coffer/cache-core").createCaches} createCaches
 * @param {string} url
 * @param {Record<string, unknown>} options OPTIONS of the settings.
 * @param {string} [prefix]
 * @returns {Promise<import("../contract.d.ts").Store & Pick<import("@coffer/cache-core").Cache, "stats">>}
 */
export async function openCache(createCaches, url, options, prefix = "bench") {
  const settings = { CACHES: { default: { LOCATION: url, KEY_PREFIX: prefix, OPTIONS: options } } };
  const caches = await createCaches(settings, { parent: import.meta.url });
  const cache = caches.get("default");
  return {
    get: (key) => cache.get(key),
    set: (key, value, seconds) => cache.set(key, value, seconds),
    getMany: (keys) => cache.getMany(keys),
    setMany: async (entries, seconds) => {
      const failed = await cache.setMany(entries, seconds);
      if (failed.length > 0) throw new Error(`setMany failed for ${failed.length} keys`);
    },
    getOrSet: (key, load, seconds) => cache.getOrSet(key, load, seconds),
    stats: () => cache.stats(),
    close: () => caches.close(),
  };
}
