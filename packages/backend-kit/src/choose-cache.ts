import { type Cache, type Caches, show } from "@coffer/cache-core";

/**
 * Returns the cache that an adapter uses: the given one, or that of `alias` if it was given all caches. It recognizes them by their
 * methods, not by their class, since there may be two copies of the core.
 * @param who such as "the session store", for messages.
 * @param option the name of the adapter's option with the alias, for messages.
 * @throws TypeError for a value that is not a cache, ImproperlyConfigured for an alias that the settings do not have.
 */
export function chooseCache(
  caches: Caches | Cache,
  alias: string | undefined,
  who: string,
  option = "alias",
): Cache {
  const given: Partial<Caches & Cache> = Object(caches);
  if (Array.isArray(given.aliases)) return (caches as Caches).get(alias);
  if (typeof given.makeKey !== "function" || typeof given.iterKeys !== "function") {
    // Shows the type and not the content: a driver's own object, which other stores take, has the password.
    const kind = caches instanceof Promise ? "a promise: await it first" : typeof caches;
    throw new TypeError(`${who} takes what createCaches resolves to, or one of its caches; got ${kind}`);
  }
  if (alias !== undefined) {
    throw new TypeError(`${option} (${show(alias)}) needs all caches; ${who} was given one`);
  }
  return caches as Cache;
}
