import type { Key, VersionOption } from "./key.js";

/**
 * Hashes of values. The key gets prefix and version; fields are stored as given. (django-redis 6.0.0 stores the key as given, and adds prefix
 * and version to the fields.) Values are encoded as those of `set`. No timeout is applied. A field that is not a string is a `TypeError`; a key
 * that holds another Redis type is an error (`ERR_REPLY`).
 */
export interface HashCommands {
  /**
   * Stores a field of a hash, and creates the hash if the key is missing.
   *
   * Redis: `HSET`, O(1).
   * @returns `1` if the field is new, `0` if it was replaced.
   * @throws TypeError for `undefined` as the value; SerializerError for a value that the serializer cannot restore exactly.
   * @example
   * ```ts
   * await cache.hset("user:1", "name", "Ada");
   * ```
   */
  hset(key: Key, field: string, value: unknown, options?: VersionOption): Promise<number>;

  /**
   * Reads a field of a hash.
   *
   * Redis: `HGET`, O(1).
   * @returns the value; `undefined` if the key or the field is missing.
   */
  hget<T = unknown>(key: Key, field: string, options?: VersionOption): Promise<T | undefined>;

  /**
   * Reads several fields of a hash.
   *
   * Redis: `HMGET`, O(n) for n fields.
   * @returns a Map from field to value, in the given order. Missing fields are left out.
   */
  hmget<T = unknown>(
    key: Key,
    fields: Iterable<string> & object,
    options?: VersionOption,
  ): Promise<Map<string, T>>;

  /**
   * Reads all fields of a hash.
   *
   * Redis: `HGETALL`, O(N) for N fields.
   * @returns a Map from field to value; empty if the key is missing.
   */
  hgetall<T = unknown>(key: Key, options?: VersionOption): Promise<Map<string, T>>;

  /**
   * Deletes a field of a hash. Redis deletes a hash without fields.
   *
   * Redis: `HDEL`, O(1).
   * @returns `1` if the field existed, else `0`.
   */
  hdel(key: Key, field: string, options?: VersionOption): Promise<number>;

  /**
   * Counts the fields of a hash.
   *
   * Redis: `HLEN`, O(1).
   * @returns the number of fields; `0` if the key is missing.
   */
  hlen(key: Key, options?: VersionOption): Promise<number>;

  /**
   * Reads the names of all fields of a hash.
   *
   * Redis: `HKEYS`, O(N) for N fields.
   * @returns the names, in no order; an empty array if the key is missing.
   */
  hkeys(key: Key, options?: VersionOption): Promise<string[]>;

  /**
   * Checks whether a hash has a field.
   *
   * Redis: `HEXISTS`, O(1).
   * @returns `true` if it has; `false` also if the key is missing.
   */
  hexists(key: Key, field: string, options?: VersionOption): Promise<boolean>;
}
