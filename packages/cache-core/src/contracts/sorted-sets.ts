import type { Key, VersionOption } from "./key.js";
import type { ScoreBound, Scored, SortedSetRangeCommands } from "./sorted-set-ranges.js";

/** Members and their scores: pairs, a Map, or an object whose property names are the members. */
export type ScoredMembers = Iterable<readonly [unknown, number]> | Readonly<Record<string, number>>;

/** Options of `zadd`. */
export interface ZaddOptions extends VersionOption {
  /**
   * `true`: only add new members. Not together with `xx`, `gt` or `lt`.
   * @default false
   */
  readonly nx?: boolean | undefined;
  /**
   * `true`: only update existing members.
   * @default false
   */
  readonly xx?: boolean | undefined;
  /**
   * `true`: only update to a greater score; new members are added. Not together with `lt`.
   * @default false
   */
  readonly gt?: boolean | undefined;
  /**
   * `true`: only update to a lesser score; new members are added.
   * @default false
   */
  readonly lt?: boolean | undefined;
  /**
   * `true`: count updated members as well as new ones.
   * @default false
   */
  readonly ch?: boolean | undefined;
}

/**
 * Sorted sets of values. Members are encoded as values are, scores are numbers. No timeout is applied. A missing key is an empty
 * sorted set; a key that holds another Redis type is an error (`ERR_REPLY`). Wrong arguments are a `TypeError` or a `RangeError`, before
 * anything is sent. In complexities, N is the number of members, and M that of the members returned or removed.
 */
export interface SortedSetCommands extends SortedSetRangeCommands {
  /**
   * Adds to the score of one member.
   *
   * Redis: `ZADD` with `INCR`, O(log N).
   * @returns the new score; `undefined` if a condition prevented it.
   */
  zadd(
    key: Key,
    members: ScoredMembers,
    options: ZaddOptions & { readonly incr: true },
  ): Promise<number | undefined>;
  /**
   * Adds members with their scores, and sets the scores of those that exist.
   *
   * Redis: `ZADD`, O(log N) per member.
   * @returns how many members were added; with `ch`, how many were added or updated.
   * @throws TypeError without members, or for options that exclude each other.
   * @example
   * ```ts
   * await cache.zadd("scores", { ada: 120, alan: 95 });
   * ```
   */
  zadd(key: Key, members: ScoredMembers, options?: ZaddOptions): Promise<number>;

  /**
   * Counts the members of a sorted set.
   *
   * Redis: `ZCARD`, O(1).
   * @returns the number of members.
   */
  zcard(key: Key, options?: VersionOption): Promise<number>;

  /**
   * Counts the members with scores in a range.
   *
   * Redis: `ZCOUNT`, O(log N).
   * @returns the number of members from `min` to `max`, both included unless a bound begins with `(`.
   */
  zcount(key: Key, min: ScoreBound, max: ScoreBound, options?: VersionOption): Promise<number>;

  /**
   * Adds to the score of a member. A missing member starts from 0.
   *
   * Redis: `ZINCRBY`, O(log N).
   * @returns the new score.
   */
  zincrby(key: Key, amount: number, member: unknown, options?: VersionOption): Promise<number>;

  /**
   * Removes the member with the lowest score and returns it.
   *
   * Redis: `ZPOPMIN`, O(log N).
   * @returns the member and its score; `undefined` if there is none.
   */
  zpopmin<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<Scored<T> | undefined>;
  /**
   * Removes up to `count` members with the lowest scores and returns them.
   *
   * Redis: `ZPOPMIN`, O(M·log N).
   * @returns members and scores, from the lowest score.
   */
  zpopmin<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Scored<T>[]>;

  /**
   * Removes the member with the highest score and returns it.
   *
   * Redis: `ZPOPMAX`, O(log N).
   * @returns the member and its score; `undefined` if there is none.
   */
  zpopmax<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<Scored<T> | undefined>;
  /**
   * Removes up to `count` members with the highest scores and returns them.
   *
   * Redis: `ZPOPMAX`, O(M·log N).
   * @returns members and scores, from the highest score.
   */
  zpopmax<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Scored<T>[]>;

  /**
   * Reads the rank of a member.
   *
   * Redis: `ZRANK`, O(log N).
   * @returns the rank from the lowest score, counted from 0; `undefined` if there is no such member.
   */
  zrank(key: Key, member: unknown, options?: VersionOption): Promise<number | undefined>;

  /**
   * Reads the score of a member.
   *
   * Redis: `ZSCORE`, O(1).
   * @returns the score; `undefined` if there is no such member.
   */
  zscore(key: Key, member: unknown, options?: VersionOption): Promise<number | undefined>;

  /**
   * Removes members. Pass another version with the key: `makeKey(key, { version })`.
   *
   * Redis: `ZREM`, O(M·log N).
   * @returns how many of the members existed.
   * @throws TypeError without members, or for an options object among them.
   */
  zrem(key: Key, ...members: unknown[]): Promise<number>;

  /**
   * Removes the members with scores from `min` to `max`, both included unless a bound begins with `(`.
   *
   * Redis: `ZREMRANGEBYSCORE`, O(log N + M).
   * @returns how many members were removed.
   */
  zremrangebyscore(key: Key, min: ScoreBound, max: ScoreBound, options?: VersionOption): Promise<number>;
}
