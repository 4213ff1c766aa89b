import type { AnyKey, CacheKey, Key, VersionOption } from "./key.js";
import type { Timeout, TimeoutOptions } from "./timeout.js";

/** Options of `add` and `setMany`. */
export interface AddOptions extends TimeoutOptions {
  /**
   * Tags by which `deleteByTag` invalidates the value: at most 64, each of 1 to 200 bytes.
   * @default none
   */
  readonly tags?: (Iterable<string> & object) | undefined;
  /**
   * Shortens the timeout by a random part of up to this share, from 0 to 0.5, so that values stored together do not expire together.
   * @default `TIMEOUT_JITTER`
   */
  readonly jitter?: number | undefined;
}

/** Options of `set`. */
export interface SetOptions extends AddOptions {
  /**
   * `true`: write only if the key is missing. Not together with `xx`.
   * @default false
   */
  readonly nx?: boolean | undefined;
  /**
   * `true`: write only if the key exists. Not together with `nx`.
   * @default false
   */
  readonly xx?: boolean | undefined;
}

/** Options of `makeKey`. */
export interface MakeKeyOptions extends VersionOption {
  /**
   * The prefix of the Redis key.
   * @default the cache's `KEY_PREFIX`
   */
  readonly prefix?: string | undefined;
}

/** Options of `delete`. */
export interface DeleteOptions extends MakeKeyOptions {}

/** Values by key. A missing key is `undefined`; a stored `null` is a hit. */
export interface ValueCommands {
  /**
   * Reads the value of a key. A key that holds another Redis type (a set, a hash) counts as missing.
   *
   * Redis: `GET`, or one `MGET` for all reads of the same turn of the event loop; O(1) per key.
   * @param fallback returned if the key is missing, and while errors are ignored.
   * @returns the value, or `fallback` (`undefined` if left out).
   * @throws SerializerError, CompressorError or CipherError if the stored bytes cannot be read.
   */
  get<T = unknown>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined>;

  /**
   * Stores a value and its timeout, replacing what the key holds. A timeout of zero or less stores nothing and deletes the key; with `nx`
   * it deletes nothing.
   *
   * Redis: `SET`, O(1). With tags, a script first reads their versions, O(n) for n tags.
   * @param options a timeout alone (`60`, `"5m"`, `null` for never), or an object.
   * @returns `false` if `nx` or `xx` prevented the write. With a timeout of zero or less: whether the key existed; with `nx`, whether it
   * is missing.
   * @throws TypeError for `undefined` as the value, a wrong timeout, or `nx` together with `xx`. Nothing is sent.
   * @throws SerializerError for a value that the serializer cannot restore exactly.
   * @example
   * ```ts
   * await cache.set("user:1", { name: "Ada" }, "5m");
   * await cache.set("user:1", { name: "Ada" }, { timeout: 300, tags: ["users"] });
   * ```
   */
  set(key: Key, value: unknown, options?: Timeout | SetOptions): Promise<boolean>;

  /**
   * Stores a value only if the key is missing: `set` with `nx`.
   *
   * Redis: `SET` with `NX`, O(1).
   * @param options a timeout alone, or an object.
   * @returns `true` if the value was stored, `false` if the key existed.
   * @throws as `set` does.
   * @example
   * ```ts
   * const isFirst = await cache.add("mail:42:sent", true, "1d");
   * ```
   */
  add(key: Key, value: unknown, options?: Timeout | AddOptions): Promise<boolean>;

  /**
   * Reads many keys in one round trip per server.
   *
   * Redis: `MGET`, in a cluster one per slot; O(n) for n keys.
   * @returns a Map from each key as given to its value, in the given order. Missing keys are left out.
   * @throws SerializerError, CompressorError or CipherError if one of the values cannot be read.
   * @example
   * ```ts
   * const users = await cache.getMany<{ name: string }>(["user:1", "user:2"]);
   * users.get("user:1")?.name;
   * ```
   */
  getMany<T = unknown, K extends Key = string>(
    keys: Iterable<K> & object,
    options?: VersionOption,
  ): Promise<Map<AnyKey<K>, T>>;

  /**
   * Stores many values in one batch per server. The batch is not a transaction. If a value cannot be serialized, nothing is sent.
   *
   * Redis: one `SET` per entry, pipelined; O(n) for n entries.
   * @param entries a Map, an object, or pairs of key and value.
   * @param options a timeout alone, or an object; for all entries.
   * @returns the keys that were not stored; an empty array on success.
   * @throws as `set` does; ConnectionInterrupted if no entry could be stored.
   * @example
   * ```ts
   * const failed = await cache.setMany({ "user:1": { name: "Ada" }, "user:2": { name: "Alan" } }, "5m");
   * ```
   */
  setMany<K extends Key = string>(
    entries: ReadonlyMap<K, unknown> | Iterable<readonly [K, unknown]> | Readonly<Record<string, unknown>>,
    options?: Timeout | AddOptions,
  ): Promise<K[]>;

  /**
   * Checks whether a key exists, whatever Redis type it holds. A value whose timeout has passed exists as long as Redis keeps it, for `stale`,
   * `grace` or the layer herd: `get` may return the fallback for such a key.
   *
   * Redis: `EXISTS`, O(1).
   * @returns `true` if the key exists.
   */
  has(key: Key, options?: VersionOption): Promise<boolean>;

  /**
   * Deletes a key, whatever Redis type it holds.
   *
   * Redis: `UNLINK`, O(1); Redis frees the memory in the background.
   * @returns `true` if the key existed.
   * @example
   * ```ts
   * await cache.delete("user:1");
   * ```
   */
  delete(key: Key, options?: DeleteOptions): Promise<boolean>;

  /**
   * Reads and deletes a key in one step: if several callers pull a key, one of them gets the value. A value that cannot be read is an
   * error and is deleted all the same. A key that holds another Redis type counts as missing and is kept.
   *
   * Redis: `GETDEL`, O(1); a script on servers before 6.2.
   * @param fallback returned if the key is missing.
   * @returns the value, or `fallback`.
   * @throws SerializerError, CompressorError or CipherError if the stored bytes cannot be read.
   */
  pull<T = unknown>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined>;

  /**
   * Deletes many keys in one batch per server. A key given twice counts once.
   *
   * Redis: `UNLINK` for up to 1,000 keys, in a cluster one per slot; O(n) for n keys.
   * @returns how many of the keys existed.
   */
  deleteMany(keys: Iterable<Key> & object, options?: VersionOption): Promise<number>;

  /**
   * Makes the Redis key of a key: prefix, version and key, joined by the key function. Sends nothing. Every method accepts the result in
   * place of a key, and then ignores its own option `version`.
   * @returns the key with its parts; `String(cache.makeKey("user:1"))` is the Redis key.
   * @throws TypeError for a value that is not a key.
   */
  makeKey(key: Key, options?: MakeKeyOptions): CacheKey;
}
