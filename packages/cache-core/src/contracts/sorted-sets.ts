import type { Key, VersionOption } from "./key.js";

/** A number, infinities included, or Redis's text for a bound: `"-inf"`, `"+inf"`, `"(1.5"` (1.5 left out). */
export type ScoreBound = number | string;

/** Members and their scores: pairs, a Map, or an object, whose names are members of text. */
export type ScoredMembers = Iterable<readonly [unknown, number]> | Readonly<Record<string, number>>;

export interface ZaddOptions extends VersionOption {
  /** Only new members. Not with `xx`, `gt`, `lt`. */
  readonly nx?: boolean | undefined;
  /** Only members that are there. */
  readonly xx?: boolean | undefined;
  /** Only to a greater score (new members are added all the same). Not with `lt`. */
  readonly gt?: boolean | undefined;
  /** Only to a lesser score. */
  readonly lt?: boolean | undefined;
  /** Count the changed besides the added. */
  readonly ch?: boolean | undefined;
}

export interface ZrangeOptions extends VersionOption {
  /** From the highest score to the lowest. */
  readonly desc?: boolean | undefined;
  readonly withScores?: boolean | undefined;
}

export interface ZrangeByScoreOptions extends VersionOption {
  readonly withScores?: boolean | undefined;
  /** Skip so many; only together with `num`. */
  readonly start?: number | undefined;
  /** At most so many, `-1`: the rest; only together with `start`. */
  readonly num?: number | undefined;
}

type WithScores<Options> = Options & { readonly withScores: true };
type Scored<T> = [member: T, score: number];

/** Sorted sets of values. Members are encoded like values, scores are numbers. No timeout is ever applied. */
export interface SortedSetCommands {
  /** Adds to the score of one member; resolves to its new score, or `undefined` when a condition prevented it. */
  zadd(
    key: Key,
    members: ScoredMembers,
    options: ZaddOptions & { readonly incr: true },
  ): Promise<number | undefined>;
  /** How many members were added. */
  zadd(key: Key, members: ScoredMembers, options?: ZaddOptions): Promise<number>;
  zcard(key: Key, options?: VersionOption): Promise<number>;
  zcount(key: Key, min: ScoreBound, max: ScoreBound, options?: VersionOption): Promise<number>;
  /** The new score; a missing member starts from 0. */
  zincrby(key: Key, amount: number, member: unknown, options?: VersionOption): Promise<number>;
  /** The member with the lowest score, removed; `undefined` where there is none. */
  zpopmin<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<Scored<T> | undefined>;
  zpopmin<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Scored<T>[]>;
  /** The member with the highest score, removed; `undefined` where there is none. */
  zpopmax<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<Scored<T> | undefined>;
  zpopmax<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Scored<T>[]>;
  /** The members from rank `start` to rank `stop`, both included, negative ones counted from the end. */
  zrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options: WithScores<ZrangeOptions>,
  ): Promise<Scored<T>[]>;
  zrange<T = unknown>(key: Key, start: number, stop: number, options?: ZrangeOptions): Promise<T[]>;
  zrevrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options: WithScores<Omit<ZrangeOptions, "desc">>,
  ): Promise<Scored<T>[]>;
  zrevrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options?: Omit<ZrangeOptions, "desc">,
  ): Promise<T[]>;
  zrangebyscore<T = unknown>(
    key: Key,
    min: ScoreBound,
    max: ScoreBound,
    options: WithScores<ZrangeByScoreOptions>,
  ): Promise<Scored<T>[]>;
  zrangebyscore<T = unknown>(
    key: Key,
    min: ScoreBound,
    max: ScoreBound,
    options?: ZrangeByScoreOptions,
  ): Promise<T[]>;
  /** From high to low: the greater bound comes first. */
  zrevrangebyscore<T = unknown>(
    key: Key,
    max: ScoreBound,
    min: ScoreBound,
    options: WithScores<ZrangeByScoreOptions>,
  ): Promise<Scored<T>[]>;
  zrevrangebyscore<T = unknown>(
    key: Key,
    max: ScoreBound,
    min: ScoreBound,
    options?: ZrangeByScoreOptions,
  ): Promise<T[]>;
  /** The rank from the lowest score, counted from 0; `undefined` for no such member. */
  zrank(key: Key, member: unknown, options?: VersionOption): Promise<number | undefined>;
  zscore(key: Key, member: unknown, options?: VersionOption): Promise<number | undefined>;
  /** How many there were to remove. Another version goes in with the key: `makeKey(key, { version })`. */
  zrem(key: Key, ...members: unknown[]): Promise<number>;
  zremrangebyscore(key: Key, min: ScoreBound, max: ScoreBound, options?: VersionOption): Promise<number>;
}
