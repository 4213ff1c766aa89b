import type {
  Key,
  Reply,
  ScoreBound,
  ScoredMembers,
  VersionOption,
  ZaddOptions,
  ZrangeByScoreOptions,
  ZrangeOptions,
} from "@coffer/cache-core";
import {
  checkInteger,
  checkMembers,
  checkNumber,
  checkOptions,
  checkPairs,
  checkSome,
  VERSION,
} from "./arguments.js";
import type { PendingArgument } from "./client-base.js";
import { HashCommands } from "./hashes.js";
import { readable, toNumber, toOptionalScore, toScore, whenReady } from "./replies.js";
import { bound, checkZadd, scoreText, type ZaddAll } from "./scores.js";

const ZADD: ReadonlySet<string> = new Set(["version", "nx", "xx", "gt", "lt", "ch", "incr"]);
const RANGE: ReadonlySet<string> = new Set(["version", "desc", "withScores"]);
const REVERSE_RANGE: ReadonlySet<string> = new Set(["version", "withScores"]);
const BY_SCORE: ReadonlySet<string> = new Set(["version", "withScores", "start", "num"]);

type Scored<T> = [member: T, score: number];

/** Sorted sets of values. */
export abstract class SortedSetCommands extends HashCommands {
  zadd(
    key: Key,
    members: ScoredMembers,
    options: ZaddOptions & { readonly incr: true },
  ): Promise<number | undefined>;
  zadd(key: Key, members: ScoredMembers, options?: ZaddOptions): Promise<number>;
  zadd(key: Key, members: ScoredMembers, options?: ZaddAll): Promise<number | undefined> {
    const given = checkOptions(options, ZADD) ?? {};
    const redisKey = this.keyspace.make(key, given);
    const pairs = checkPairs<unknown, number>(
      members,
      "members",
      "a Map, an object or pairs [member, score]",
    );
    checkSome(pairs, "members");
    checkZadd(given, pairs.length);
    const flags = (["nx", "xx", "gt", "lt", "ch", "incr"] as const).filter((flag) => given[flag]);
    const args: PendingArgument[] = flags.map((flag) => flag.toUpperCase());
    for (const [member, score] of pairs) {
      args.push(scoreText(checkNumber(score, "score")), this.codec.encodeMember(member, redisKey));
    }
    return this.write("ZADD", redisKey, args, given.incr ? toOptionalScore : toNumber);
  }

  zcard(key: Key, options?: VersionOption): Promise<number> {
    return this.read("ZCARD", this.keyspace.make(key, checkOptions(options, VERSION)), [], toNumber);
  }

  zcount(key: Key, min: ScoreBound, max: ScoreBound, options?: VersionOption): Promise<number> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("ZCOUNT", redisKey, [bound(min, "min"), bound(max, "max")], toNumber);
  }

  zincrby(key: Key, amount: number, member: unknown, options?: VersionOption): Promise<number> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write(
      "ZINCRBY",
      redisKey,
      [scoreText(checkNumber(amount, "amount")), ...this.members(redisKey, [member])],
      toScore,
    );
  }

  zpopmin<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<Scored<T> | undefined>;
  zpopmin<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Scored<T>[]>;
  zpopmin<T>(
    key: Key,
    count?: number,
    options?: VersionOption,
  ): Promise<Scored<T> | undefined | Scored<T>[]> {
    return this.#pop<T>("ZPOPMIN", key, count, options);
  }

  zpopmax<T = unknown>(key: Key, count?: undefined, options?: VersionOption): Promise<Scored<T> | undefined>;
  zpopmax<T = unknown>(key: Key, count: number, options?: VersionOption): Promise<Scored<T>[]>;
  zpopmax<T>(
    key: Key,
    count?: number,
    options?: VersionOption,
  ): Promise<Scored<T> | undefined | Scored<T>[]> {
    return this.#pop<T>("ZPOPMAX", key, count, options);
  }

  #pop<T>(
    command: string,
    key: Key,
    count: number | undefined,
    options: VersionOption | undefined,
  ): Promise<Scored<T> | undefined | Scored<T>[]> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    const args = [count === undefined ? 1 : checkInteger(count, "count", 0)];
    return this.write(command, redisKey, args, async (reply) => {
      const pairs = await this.#scored<T>(command, redisKey, reply);
      return count === undefined ? pairs[0] : pairs;
    });
  }

  zrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options: ZrangeOptions & { readonly withScores: true },
  ): Promise<Scored<T>[]>;
  zrange<T = unknown>(key: Key, start: number, stop: number, options?: ZrangeOptions): Promise<T[]>;
  zrange<T>(key: Key, start: number, stop: number, options?: ZrangeOptions): Promise<T[] | Scored<T>[]> {
    const given = checkOptions(options, RANGE);
    return this.#byRank<T>(given?.desc ? "ZREVRANGE" : "ZRANGE", key, start, stop, given);
  }

  zrevrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options: Omit<ZrangeOptions, "desc"> & { readonly withScores: true },
  ): Promise<Scored<T>[]>;
  zrevrange<T = unknown>(
    key: Key,
    start: number,
    stop: number,
    options?: Omit<ZrangeOptions, "desc">,
  ): Promise<T[]>;
  zrevrange<T>(key: Key, start: number, stop: number, options?: ZrangeOptions): Promise<T[] | Scored<T>[]> {
    return this.#byRank<T>("ZREVRANGE", key, start, stop, checkOptions(options, REVERSE_RANGE));
  }

  #byRank<T>(
    command: string,
    key: Key,
    start: number,
    stop: number,
    options: ZrangeOptions | undefined,
  ): Promise<T[] | Scored<T>[]> {
    const redisKey = this.keyspace.make(key, options);
    return this.#range<T>(
      command,
      redisKey,
      [checkInteger(start, "start"), checkInteger(stop, "stop")],
      options,
    );
  }

  zrangebyscore<T = unknown>(
    key: Key,
    min: ScoreBound,
    max: ScoreBound,
    options: ZrangeByScoreOptions & { readonly withScores: true },
  ): Promise<Scored<T>[]>;
  zrangebyscore<T = unknown>(
    key: Key,
    min: ScoreBound,
    max: ScoreBound,
    options?: ZrangeByScoreOptions,
  ): Promise<T[]>;
  zrangebyscore<T>(
    key: Key,
    min: ScoreBound,
    max: ScoreBound,
    options?: ZrangeByScoreOptions,
  ): Promise<T[] | Scored<T>[]> {
    return this.#byScore<T>("ZRANGEBYSCORE", key, [bound(min, "min"), bound(max, "max")], options);
  }

  zrevrangebyscore<T = unknown>(
    key: Key,
    max: ScoreBound,
    min: ScoreBound,
    options: ZrangeByScoreOptions & { readonly withScores: true },
  ): Promise<Scored<T>[]>;
  zrevrangebyscore<T = unknown>(
    key: Key,
    max: ScoreBound,
    min: ScoreBound,
    options?: ZrangeByScoreOptions,
  ): Promise<T[]>;
  zrevrangebyscore<T>(
    key: Key,
    max: ScoreBound,
    min: ScoreBound,
    options?: ZrangeByScoreOptions,
  ): Promise<T[] | Scored<T>[]> {
    return this.#byScore<T>("ZREVRANGEBYSCORE", key, [bound(max, "max"), bound(min, "min")], options);
  }

  #byScore<T>(
    command: string,
    key: Key,
    bounds: string[],
    options: ZrangeByScoreOptions | undefined,
  ): Promise<T[] | Scored<T>[]> {
    const given = checkOptions(options, BY_SCORE) ?? {};
    const { start, num } = given;
    const redisKey = this.keyspace.make(key, given);
    if ((start === undefined) !== (num === undefined)) {
      throw new TypeError("start and num go together: give both or none");
    }
    const limit =
      num === undefined ? [] : ["LIMIT", checkInteger(start, "start", 0), checkInteger(num, "num")];
    return this.#range<T>(command, redisKey, bounds, given, limit);
  }

  #range<T>(
    command: string,
    redisKey: string,
    args: readonly PendingArgument[],
    options: { readonly withScores?: boolean | undefined } | undefined,
    after: readonly PendingArgument[] = [],
  ): Promise<T[] | Scored<T>[]> {
    if (!options?.withScores) {
      return this.read(command, redisKey, [...args, ...after], (reply) =>
        whenReady(this.decodeAll<T>(command.toLowerCase(), redisKey, reply as Reply[]), readable),
      );
    }
    return this.read(command, redisKey, [...args, "WITHSCORES", ...after], (reply) =>
      this.#scored<T>(command, redisKey, reply),
    );
  }

  zrank(key: Key, member: unknown, options?: VersionOption): Promise<number | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("ZRANK", redisKey, this.members(redisKey, [member]), (reply) =>
      reply === null ? undefined : toNumber(reply),
    );
  }

  zscore(key: Key, member: unknown, options?: VersionOption): Promise<number | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("ZSCORE", redisKey, this.members(redisKey, [member]), toOptionalScore);
  }

  zrem(key: Key, ...members: unknown[]): Promise<number> {
    checkMembers(members, "zrem");
    const redisKey = this.keyspace.make(key);
    return this.write("ZREM", redisKey, this.members(redisKey, members), toNumber);
  }

  zremrangebyscore(key: Key, min: ScoreBound, max: ScoreBound, options?: VersionOption): Promise<number> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write("ZREMRANGEBYSCORE", redisKey, [bound(min, "min"), bound(max, "max")], toNumber);
  }

  /** A flat list of members and scores, as pairs. */
  async #scored<T>(command: string, redisKey: string, reply: Reply): Promise<Scored<T>[]> {
    const flat = reply as Reply[];
    const members = await this.decodeAll<T>(
      command.toLowerCase(),
      redisKey,
      flat.filter((_, index) => index % 2 === 0),
    );
    return members.flatMap((member, index) =>
      member === undefined ? [] : [[member, toScore(flat[index * 2 + 1] as Reply)]],
    );
  }
}
