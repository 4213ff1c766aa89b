import { type LoadedById, show } from "@coffer/cache-core";

/** The results of a batch loader, by id. */
export function finder<Id, T>(loaded: LoadedById<Id, T>): (id: Id) => T | undefined {
  if (loaded instanceof Map) return (id) => loaded.get(id);
  if (typeof loaded === "object" && loaded !== null) {
    if (Symbol.iterator in loaded) {
      const byId = new Map(Array.from(loaded as Iterable<readonly [Id, T]>, checkPair));
      return (id) => byId.get(id);
    }
    const byName = loaded as Readonly<Record<string, T>>;
    return (id) => (Object.hasOwn(byName, String(id)) ? byName[String(id)] : undefined);
  }
  throw wrongShape(loaded);
}

/** A plain list of values would be taken for pairs if the values are lists of two. */
function checkPair<Id, T>(pair: readonly [Id, T]): readonly [Id, T] {
  if (Array.isArray(pair) && pair.length === 2) return pair;
  throw wrongShape(pair);
}

function wrongShape(given: unknown): TypeError {
  return new TypeError(`batch: load must return a Map, an object or pairs [id, value], got ${show(given)}`);
}
