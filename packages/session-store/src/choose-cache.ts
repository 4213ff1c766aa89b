import { type Cache, type Caches, show } from "@coffer/cache-core";

/**
 * The cache of the sessions. By shape, not by class: there may be two copies of the core.
 * @throws TypeError for what is no cache, ImproperlyConfigured for an alias that the settings do not have.
 */
export function chooseCache(caches: Caches | Cache, alias: string | undefined): Cache {
  const given: Partial<Caches & Cache> = Object(caches);
  if (Array.isArray(given.aliases)) return (caches as Caches).get(alias);
  if (typeof given.makeKey !== "function" || typeof given.iterKeys !== "function") {
    // What it is and not what it holds: a driver's own object, which other stores take, has the password.
    const kind = caches instanceof Promise ? "a promise: await it first" : typeof caches;
    throw new TypeError(
      `the session store takes what createCaches resolves to, or one of its caches; got ${kind}`,
    );
  }
  if (alias !== undefined) {
    throw new TypeError(`SESSION_CACHE_ALIAS (${show(alias)}) is for all caches; the store was given one`);
  }
  return caches as Cache;
}
