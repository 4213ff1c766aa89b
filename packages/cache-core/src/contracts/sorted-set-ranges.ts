import type { Key, VersionOption } from "./key.js";

/** A bound of a range of scores: a number, infinities included, or Redis's text for it: `"-inf"`, `"+inf"`, `"(1.5"` (1.5 excluded). */
export type ScoreBound = number | string;

/** Options of `zrange`. */
export interface ZrangeOptions extends VersionOption {
  /**
   * `true`: from the highest score to the lowest.
   * @default false
   */
  readonly desc?: boolean | undefined;
  /**
   * `true`: return pairs of member and score.
   * @default false
   */
  readonly withScores?: boolean | undefined;
}

/** Options of `zrangebyscore` and `zrevrangebyscore`. */
export interface ZrangeByScoreOptions extends VersionOption {
  /**
   * `true`: return pairs of member and score.
   * @default false
   */
  readonly withScores?: boolean | undefined;
  /** How many members to skip. Only together with `num`. */
  readonly start?: number | undefined;
  /** How many members to return at most; `-1` for all. Only together with `start`. */
  readonly num?: number | undefined;
}

type WithScores<Options> = Options & { readonly withScores: true };
/** A member and its score. */
export type Scored<T> = [member: T, score: number];

/** Reading sorted sets by rank and by score. N is the number of members, M that of the members returned. */
export interface SortedSetRangeCommands {
  /**
   * Reads the members from one rank to another, with their scores.
   *
   * Redis: `ZRANGE`, or `ZREVRANGE` with `desc`, `WITHSCORES`; O(log N + M).
   * @returns pairs of member and score.
   */
  zrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options: WithScores<ZrangeOptions>,
  ): Promise<Scored<T>[]>;
  /**
   * Reads the members from one rank to another.
   *
   * Redis: `ZRANGE`, or `ZREVRANGE` with `desc`; O(log N + M).
   * @param start the first rank, from 0; a negative one counts from the end.
   * @param stop the last rank, included; `-1` for the last member.
   * @returns the members, from the lowest score unless `desc` is set.
   */
  zrange<T = unknown>(key: Key, start: number, stop: number, options?: ZrangeOptions): Promise<T[]>;

  /**
   * Reads the members from one rank to another, counted from the highest score, with their scores.
   *
   * Redis: `ZREVRANGE` with `WITHSCORES`, O(log N + M).
   * @returns pairs of member and score, from the highest score.
   */
  zrevrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options: WithScores<Omit<ZrangeOptions, "desc">>,
  ): Promise<Scored<T>[]>;
  /**
   * Reads the members from one rank to another, counted from the highest score.
   *
   * Redis: `ZREVRANGE`, O(log N + M).
   * @returns the members, from the highest score.
   */
  zrevrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options?: Omit<ZrangeOptions, "desc">,
  ): Promise<T[]>;

  /**
   * Reads the members with scores in a range, with their scores.
   *
   * Redis: `ZRANGEBYSCORE` with `WITHSCORES`, O(log N + M).
   * @returns pairs of member and score, from the lowest score.
   */
  zrangebyscore<T = unknown>(
    key: Key,
    min: ScoreBound,
    max: ScoreBound,
    options: WithScores<ZrangeByScoreOptions>,
  ): Promise<Scored<T>[]>;
  /**
   * Reads the members with scores from `min` to `max`, both included unless a bound begins with `(`.
   *
   * Redis: `ZRANGEBYSCORE`, O(log N + M).
   * @returns the members, from the lowest score.
   */
  zrangebyscore<T = unknown>(
    key: Key,
    min: ScoreBound,
    max: ScoreBound,
    options?: ZrangeByScoreOptions,
  ): Promise<T[]>;

  /**
   * Reads the members with scores in a range, from the highest score, with their scores. The greater bound comes first.
   *
   * Redis: `ZREVRANGEBYSCORE` with `WITHSCORES`, O(log N + M).
   * @returns pairs of member and score, from the highest score.
   */
  zrevrangebyscore<T = unknown>(
    key: Key,
    max: ScoreBound,
    min: ScoreBound,
    options: WithScores<ZrangeByScoreOptions>,
  ): Promise<Scored<T>[]>;
  /**
   * Reads the members with scores in a range, from the highest score. The greater bound comes first.
   *
   * Redis: `ZREVRANGEBYSCORE`, O(log N + M).
   * @returns the members, from the highest score.
   */
  zrevrangebyscore<T = unknown>(
    key: Key,
    max: ScoreBound,
    min: ScoreBound,
    options?: ZrangeByScoreOptions,
  ): Promise<T[]>;
}
