import type { Key, Version, VersionOption } from "./key.js";

/** Options of `sscan` and `sscanIter`. */
export interface SscanOptions extends VersionOption {
  /**
   * A glob that members must match, as text. Members other than strings and integers never match.
   * @default every member
   */
  readonly match?: string | undefined;
  /**
   * How many members the server looks at per page (`COUNT` of `SSCAN`).
   * @default `SCAN_ITERSIZE`
   */
  readonly count?: number | undefined;
}

/** Keys, optionally followed by an options object. */
export type KeysThen<Options> = Key[] | [...keys: Key[], options: Options];

/** Options of `sdiffstore`, `sinterstore` and `sunionstore`. */
export interface StoreOptions extends VersionOption {
  /**
   * The version of the destination.
   * @default `version`
   */
  readonly versionDest?: Version | undefined;
  /**
   * The version of the sources.
   * @default `version`
   */
  readonly versionKeys?: Version | undefined;
}

/**
 * Sets of values. Members are encoded as values are; two members are equal if their bytes are equal. A JavaScript `Set` compares objects by
 * identity: `has` of a result does not find an object that you added. No timeout is applied. Methods with rest parameters cannot distinguish
 * an options object from a member: pass another version with the key, as `makeKey(key, { version })`. A key that holds another Redis type is
 * an error (`ERR_REPLY`). Complexities are those of Redis on one server.
 */
export interface SetCommands {
  /**
   * Adds members to a set, and creates it if the key is missing.
   *
   * Redis: `SADD`, O(n) for n members.
   * @returns how many members were new.
   * @throws TypeError without members, or for an options object among them.
   * @example
   * ```ts
   * await cache.sadd("online", "ada", "alan");
   * ```
   */
  sadd(key: Key, ...members: unknown[]): Promise<number>;

  /**
   * Removes members from a set.
   *
   * Redis: `SREM`, O(n) for n members.
   * @returns how many members were in the set.
   * @throws TypeError without members, or for an options object among them.
   */
  srem(key: Key, ...members: unknown[]): Promise<number>;

  /**
   * Counts the members of a set.
   *
   * Redis: `SCARD`, O(1).
   * @returns the number of members; `0` if the key is missing.
   */
  scard(key: Key, options?: VersionOption): Promise<number>;

  /**
   * Reads all members of a set. Use `sscanIter` for large sets.
   *
   * Redis: `SMEMBERS`, O(N) for N members.
   * @returns the members; an empty Set if the key is missing.
   */
  smembers<T = unknown>(key: Key, options?: VersionOption): Promise<Set<T>>;

  /**
   * Checks whether a value is a member of a set.
   *
   * Redis: `SISMEMBER`, O(1).
   * @returns `true` if it is; `false` also if the key is missing.
   */
  sismember(key: Key, member: unknown, options?: VersionOption): Promise<boolean>;

  /**
   * Checks for several values whether they are members of a set.
   *
   * Redis: `SMISMEMBER` (6.2), O(n) for n members.
   * @returns one boolean per member, in the given order.
   * @throws TypeError without members, or for an options object among them.
   */
  smismember(key: Key, ...members: unknown[]): Promise<boolean[]>;

  /**
   * Moves a member from one set to another, atomically.
   *
   * Redis: `SMOVE`, O(1).
   * @param options the version of both keys.
   * @returns `false` if the member was not in `source`.
   * @throws TypeError if the keys are on different servers or in different slots. Nothing is sent.
   */
  smove(source: Key, destination: Key, member: unknown, options?: VersionOption): Promise<boolean>;

  /**
   * Removes a random member and returns it.
   *
   * Redis: `SPOP`, O(1).
   * @returns the member; `undefined` if the key is missing.
   */
  spop<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<T | undefined>;
  /**
   * Removes up to `count` random members and returns them.
   *
   * Redis: `SPOP`, O(n) for n members.
   * @returns the members; an empty Set if the key is missing.
   * @throws TypeError or RangeError if `count` is not a whole number from 0.
   */
  spop<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Set<T>>;

  /**
   * Reads a random member.
   *
   * Redis: `SRANDMEMBER`, O(1).
   * @returns the member; `undefined` if the key is missing.
   */
  srandmember<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<T | undefined>;
  /**
   * Reads several random members.
   *
   * Redis: `SRANDMEMBER`, O(n) for n members.
   * @param count up to this many different members; if negative, exactly `-count` members, with repetitions.
   * @returns the members; an empty array if the key is missing.
   * @throws TypeError or RangeError if `count` is not a whole number.
   */
  srandmember<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<T[]>;

  /**
   * Subtracts the other sets from the first one. Missing keys are empty sets.
   *
   * Redis: `SDIFF`, O(N) for N members in all sets.
   * @param keys one or more, optionally followed by options.
   * @returns the members of the first set that are in none of the others.
   * @throws TypeError without keys.
   */
  sdiff<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>>;

  /**
   * Intersects sets. A missing key is an empty set.
   *
   * Redis: `SINTER`, O(N·M) for N members in the smallest of M sets.
   * @param keys one or more, optionally followed by options.
   * @returns the members that are in all sets.
   * @throws TypeError without keys.
   */
  sinter<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>>;

  /**
   * Unites sets. Missing keys are empty sets.
   *
   * Redis: `SUNION`, O(N) for N members in all sets.
   * @param keys one or more, optionally followed by options.
   * @returns the members that are in any of the sets.
   * @throws TypeError without keys.
   */
  sunion<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>>;

  /**
   * Stores the members of the first set that are in none of the others, replacing what `destination` holds. An empty result deletes
   * `destination`. If the sets are on several servers or in several slots, coffer reads them with several commands and combines them itself, so
   * the operation is not atomic.
   *
   * Redis: `SDIFFSTORE`, O(N) for N members in all sets.
   * @returns the number of members stored.
   * @throws TypeError without keys.
   */
  sdiffstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number>;

  /**
   * Stores the members that are in all sets, replacing what `destination` holds; see `sdiffstore`.
   *
   * Redis: `SINTERSTORE`, O(N·M) for N members in the smallest of M sets.
   * @returns the number of members stored.
   * @throws TypeError without keys.
   */
  sinterstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number>;

  /**
   * Stores the members that are in any of the sets, replacing what `destination` holds; see `sdiffstore`.
   *
   * Redis: `SUNIONSTORE`, O(N) for N members in all sets.
   * @returns the number of members stored.
   * @throws TypeError without keys.
   */
  sunionstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number>;

  /**
   * Collects the members that match a glob. coffer reads all members and matches their values, since Redis stores them encoded.
   *
   * Redis: `SSCAN`, O(N) for N members.
   * @returns the matching members; an empty Set if the key is missing.
   */
  sscan<T = unknown>(key: Key, options?: SscanOptions): Promise<Set<T>>;

  /**
   * Iterates over the members that match a glob, page by page. A member may come twice while the server resizes the set.
   *
   * Redis: `SSCAN`, O(N) for N members.
   * @returns the matching members.
   * @throws ConnectionInterrupted (`ERR_NO_REPLY`) if the connection moved to another server, which does not know the cursor.
   */
  sscanIter<T = unknown>(key: Key, options?: SscanOptions): AsyncIterable<T>;
}
