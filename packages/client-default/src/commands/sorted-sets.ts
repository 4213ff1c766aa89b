import type { Key, ScoreBound, ScoredMembers, SortedSetCommands, VersionOption } from "@coffer/cache-core";
import {
  checkInteger,
  checkMembers,
  checkNumber,
  checkOptions,
  checkPairs,
  checkSome,
  VERSION,
} from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import type { PendingArgument } from "../client/kernel.js";
import { toNumber, toOptionalScore, toScore } from "../lane/replies.js";
import { encodeMembers, type Scored, scored } from "./decode.js";
import { bound, checkZadd, scoreText, type ZaddAll } from "./scores.js";

const ZADD: ReadonlySet<string> = new Set(["version", "nx", "xx", "gt", "lt", "ch", "incr"]);

type Members =
  | "zadd"
  | "zcard"
  | "zcount"
  | "zincrby"
  | "zpopmin"
  | "zpopmax"
  | "zrank"
  | "zscore"
  | "zrem"
  | "zremrangebyscore";

/** Sorted sets of values: members and scores. */
export const sortedSets: Pick<SortedSetCommands, Members> & ThisType<Entries> = {
  zadd: add as SortedSetCommands["zadd"],

  zcard(key: Key, options?: VersionOption): Promise<number> {
    return this.read("ZCARD", this.keyspace.make(key, checkOptions(options, VERSION)), [], toNumber);
  },

  zcount(key: Key, min: ScoreBound, max: ScoreBound, options?: VersionOption): Promise<number> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("ZCOUNT", redisKey, [bound(min, "min"), bound(max, "max")], toNumber);
  },

  zincrby(key: Key, amount: number, member: unknown, options?: VersionOption): Promise<number> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write(
      "ZINCRBY",
      redisKey,
      [scoreText(checkNumber(amount, "amount")), ...encodeMembers(this, redisKey, [member])],
      toScore,
    );
  },

  zpopmin: popLowest as SortedSetCommands["zpopmin"],
  zpopmax: popHighest as SortedSetCommands["zpopmax"],

  zrank(key: Key, member: unknown, options?: VersionOption): Promise<number | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("ZRANK", redisKey, encodeMembers(this, redisKey, [member]), (reply) =>
      reply === null ? undefined : toNumber(reply),
    );
  },

  zscore(key: Key, member: unknown, options?: VersionOption): Promise<number | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("ZSCORE", redisKey, encodeMembers(this, redisKey, [member]), toOptionalScore);
  },

  zrem(key: Key, ...members: unknown[]): Promise<number> {
    checkMembers(members, "zrem");
    const redisKey = this.keyspace.make(key);
    return this.write("ZREM", redisKey, encodeMembers(this, redisKey, members), toNumber);
  },

  zremrangebyscore(key: Key, min: ScoreBound, max: ScoreBound, options?: VersionOption): Promise<number> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write("ZREMRANGEBYSCORE", redisKey, [bound(min, "min"), bound(max, "max")], toNumber);
  },
};

function add(
  this: Entries,
  key: Key,
  members: ScoredMembers,
  options?: ZaddAll,
): Promise<number | undefined> {
  const given = checkOptions(options, ZADD) ?? {};
  const redisKey = this.keyspace.make(key, given);
  const pairs = checkPairs<unknown, number>(members, "members", "a Map, an object or pairs [member, score]");
  checkSome(pairs, "members");
  checkZadd(given, pairs.length);
  const flags = (["nx", "xx", "gt", "lt", "ch", "incr"] as const).filter((flag) => given[flag]);
  const args: PendingArgument[] = flags.map((flag) => flag.toUpperCase());
  for (const [member, score] of pairs) {
    args.push(scoreText(checkNumber(score, "score")), this.codec.encodeMember(member, redisKey));
  }
  return this.write("ZADD", redisKey, args, given.incr ? toOptionalScore : toNumber);
}

function popLowest<T>(this: Entries, key: Key, count?: number, options?: VersionOption): Popped<T> {
  return pop<T>(this, "ZPOPMIN", key, count, options);
}

function popHighest<T>(this: Entries, key: Key, count?: number, options?: VersionOption): Popped<T> {
  return pop<T>(this, "ZPOPMAX", key, count, options);
}

type Popped<T> = Promise<Scored<T> | undefined | Scored<T>[]>;

function pop<T>(
  client: Entries,
  command: string,
  key: Key,
  count: number | undefined,
  options: VersionOption | undefined,
): Popped<T> {
  const redisKey = client.keyspace.make(key, checkOptions(options, VERSION));
  const args = [count === undefined ? 1 : checkInteger(count, "count", 0)];
  return client.write(command, redisKey, args, async (reply) => {
    const pairs = await scored<T>(client, command, redisKey, reply);
    return count === undefined ? pairs[0] : pairs;
  });
}
