import type { Key, Version, VersionOption } from "./key.js";

export interface SscanOptions extends VersionOption {
  /** A glob that the member, as text, has to match. Members that are neither text nor integers never match. */
  readonly match?: string | undefined;
  /** How many members the server looks at for one page (SSCAN's COUNT). Default: `SCAN_ITERSIZE`. */
  readonly count?: number | undefined;
}

/** Keys, and an options object last where there is need for one. */
export type KeysThen<Options> = Key[] | [...keys: Key[], options: Options];

export interface StoreOptions extends VersionOption {
  /** The destination's version, where it is not `version`. */
  readonly versionDest?: Version | undefined;
  /** The sources' version, where it is not `version`. */
  readonly versionKeys?: Version | undefined;
}

/**
 * Sets of values. Members are encoded like values; two are the same when their bytes are. In a JavaScript `Set`
 * objects are compared by identity, so members that are objects come back as new ones.
 * No timeout is ever applied. Methods that take members one after the other cannot distinguish an options object from a
 * member: another version goes in with the key, as `makeKey(key, { version })`.
 */
export interface SetCommands {
  /** How many were new. */
  sadd(key: Key, ...members: unknown[]): Promise<number>;
  /** How many there were to remove. */
  srem(key: Key, ...members: unknown[]): Promise<number>;
  scard(key: Key, options?: VersionOption): Promise<number>;
  smembers<T = unknown>(key: Key, options?: VersionOption): Promise<Set<T>>;
  sismember(key: Key, member: unknown, options?: VersionOption): Promise<boolean>;
  /** One answer for each member, in order. */
  smismember(key: Key, ...members: unknown[]): Promise<boolean[]>;
  /** `false` when the member was not in `source`. The version is that of both keys. */
  smove(source: Key, destination: Key, member: unknown, options?: VersionOption): Promise<boolean>;
  /** One member, removed; `undefined` where there is none. */
  spop<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<T | undefined>;
  /** Up to `count` members, removed. */
  spop<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Set<T>>;
  /** One member; `undefined` where there is none. */
  srandmember<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<T | undefined>;
  /** Up to `count` different members, or exactly `-count` with repetition where it is negative. */
  srandmember<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<T[]>;
  sdiff<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>>;
  sinter<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>>;
  sunion<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>>;
  /** Stores the difference, replacing what is there, and resolves to its size. */
  sdiffstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number>;
  sinterstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number>;
  sunionstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number>;
  /** All members that match, as one set. */
  sscan<T = unknown>(key: Key, options?: SscanOptions): Promise<Set<T>>;
  /** The same, page by page; a member may come twice while the server rearranges the set. */
  sscanIter<T = unknown>(key: Key, options?: SscanOptions): AsyncIterable<T>;
}
