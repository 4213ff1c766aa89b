import type { LoadOptions, ManyLoad } from "./loading.js";

/**
 * What the loader of a batch returns: values by id. If it leaves an id out, that id has no value, and nothing is stored for it. Return `null`
 * to cache that an id has none.
 */
export type LoadedById<Id, T> = ReadonlyMap<Id, T> | Iterable<readonly [Id, T]> | Readonly<Record<string, T>>;

/** Options of `batch`: those of `getOrSet`, the key of an id and the loader. */
export interface BatchOptions<Id, T> extends Omit<LoadOptions, "expiresAt" | "fresh" | "tags"> {
  /** Makes the key of an id, such as ``(id) => `user:${id}` ``. Ids with equal keys are one. */
  readonly key: (id: Id) => string;
  /**
   * Loads the missing ids, each once, in the order of the calls. In a returned object, property names are the ids as strings. It must not
   * call `get` of the batch for the same ids, since they would wait for each other.
   */
  readonly load: (ids: Id[], load: ManyLoad) => LoadedById<Id, T> | Promise<LoadedById<Id, T>>;
  /**
   * The tags of all values, or a function that returns those of an id.
   * @default none
   */
  readonly tags?: (Iterable<string> & object) | ((id: Id) => Iterable<string> & object) | undefined;
}

/** Values by id that are loaded many at a time, returned by `cache.batch`. */
export interface Batch<Id, T> {
  /**
   * Reads or loads the value of an id. All ids of one turn of the event loop share one `getOrSetMany`: one read, and one call of `load`.
   *
   * Redis: `MGET`, and one `SET` per loaded value, pipelined; O(n) for n ids.
   * @returns the value; undefined if `load` left the id out.
   * @throws the error of `load`, for each of its ids.
   */
  get(id: Id): Promise<T | undefined>;
}

/** Values that are loaded many at a time. */
export interface BatchCommands {
  /**
   * Returns an object that reads values one by one and loads the missing ones many at a time, as GraphQL resolvers need it. It keeps no values
   * itself, so create it once. `batch` itself sends nothing.
   *
   * Redis: `MGET` for the ids of one turn of the event loop, and one `SET` per loaded value; O(n) for n ids.
   * @throws TypeError for wrong options.
   * @example
   * ```ts
   * const users = cache.batch({ key: (id: number) => `user:${id}`, load: (ids) => db.loadUsersById(ids), timeout: "5m" });
   * const [ada, alan] = await Promise.all([users.get(1), users.get(2)]);
   * ```
   */
  batch<T, Id = string>(options: BatchOptions<Id, T>): Batch<Id, T>;
}
