// A piece of an application: it is handed its cache.

/** @param {import("coffer").Cache} cache @param {(id: number) => Promise<object>} load */
export function productsOf(cache, load) {
  return {
    find: (id) => cache.getOrSet(`product:${id}`, () => load(id), "5m"),
    changed: (id) => cache.delete(`product:${id}`),
  };
}
