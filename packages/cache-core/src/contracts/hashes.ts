import type { Key, VersionOption } from "./key.js";

/**
 * Hashes of values. The key is made as always, fields stay as given (django-redis 6.0.0 did it the other way round:
 * see "Hashes" in the README of client-default). Values are encoded as everywhere.
 */
export interface HashCommands {
  /** `1` when the field is new, `0` when it was replaced. */
  hset(key: Key, field: string, value: unknown, options?: VersionOption): Promise<number>;
  hget<T = unknown>(key: Key, field: string, options?: VersionOption): Promise<T | undefined>;
  /** The fields found, in the order asked, misses left out. */
  hmget<T = unknown>(key: Key, fields: Iterable<string>, options?: VersionOption): Promise<Map<string, T>>;
  hgetall<T = unknown>(key: Key, options?: VersionOption): Promise<Map<string, T>>;
  /** How many there were to delete: `0` or `1`. */
  hdel(key: Key, field: string, options?: VersionOption): Promise<number>;
  hlen(key: Key, options?: VersionOption): Promise<number>;
  hkeys(key: Key, options?: VersionOption): Promise<string[]>;
  hexists(key: Key, field: string, options?: VersionOption): Promise<boolean>;
}
