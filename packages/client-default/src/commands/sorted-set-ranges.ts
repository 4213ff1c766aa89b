import type {
  Key,
  Reply,
  ScoreBound,
  SortedSetCommands,
  ZrangeByScoreOptions,
  ZrangeOptions,
} from "@coffer/cache-core";
import { checkInteger, checkOptions } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import type { PendingArgument } from "../client/kernel.js";
import { readable, whenReady } from "../lane/replies.js";
import { decodeAll, type Scored, scored } from "./decode.js";
import { bound } from "./scores.js";

const RANGE: ReadonlySet<string> = new Set(["version", "desc", "withScores"]);
const REVERSE_RANGE: ReadonlySet<string> = new Set(["version", "withScores"]);
const BY_SCORE: ReadonlySet<string> = new Set(["version", "withScores", "start", "num"]);

type Ranges = "zrange" | "zrevrange" | "zrangebyscore" | "zrevrangebyscore";
type Found<T> = Promise<T[] | Scored<T>[]>;

/** Sorted sets of values: reading members by rank and by score. */
export const sortedSetRanges: Pick<SortedSetCommands, Ranges> = {
  zrange: range as SortedSetCommands["zrange"],
  zrevrange: reverseRange as SortedSetCommands["zrevrange"],
  zrangebyscore: rangeByScore as SortedSetCommands["zrangebyscore"],
  zrevrangebyscore: reverseRangeByScore as SortedSetCommands["zrevrangebyscore"],
};

function range<T>(this: Entries, key: Key, start: number, stop: number, options?: ZrangeOptions): Found<T> {
  const given = checkOptions(options, RANGE);
  return byRank<T>(this, given?.desc ? "ZREVRANGE" : "ZRANGE", key, start, stop, given);
}

function reverseRange<T>(
  this: Entries,
  key: Key,
  start: number,
  stop: number,
  options?: ZrangeOptions,
): Found<T> {
  return byRank<T>(this, "ZREVRANGE", key, start, stop, checkOptions(options, REVERSE_RANGE));
}

function rangeByScore<T>(
  this: Entries,
  key: Key,
  min: ScoreBound,
  max: ScoreBound,
  options?: ZrangeByScoreOptions,
): Found<T> {
  return byScore<T>(this, "ZRANGEBYSCORE", key, [bound(min, "min"), bound(max, "max")], options);
}

function reverseRangeByScore<T>(
  this: Entries,
  key: Key,
  max: ScoreBound,
  min: ScoreBound,
  options?: ZrangeByScoreOptions,
): Found<T> {
  return byScore<T>(this, "ZREVRANGEBYSCORE", key, [bound(max, "max"), bound(min, "min")], options);
}

function byRank<T>(
  client: Entries,
  command: string,
  key: Key,
  start: number,
  stop: number,
  options: ZrangeOptions | undefined,
): Found<T> {
  const redisKey = client.keyspace.make(key, options);
  const ranks = [checkInteger(start, "start"), checkInteger(stop, "stop")];
  return find<T>(client, command, redisKey, ranks, options);
}

function byScore<T>(
  client: Entries,
  command: string,
  key: Key,
  bounds: string[],
  options: ZrangeByScoreOptions | undefined,
): Found<T> {
  const given = checkOptions(options, BY_SCORE) ?? {};
  const { start, num } = given;
  const redisKey = client.keyspace.make(key, given);
  if ((start === undefined) !== (num === undefined)) {
    throw new TypeError("start and num require each other: give both or none");
  }
  const limit = num === undefined ? [] : ["LIMIT", checkInteger(start, "start", 0), checkInteger(num, "num")];
  return find<T>(client, command, redisKey, bounds, given, limit);
}

function find<T>(
  client: Entries,
  command: string,
  redisKey: string,
  args: readonly PendingArgument[],
  options: { readonly withScores?: boolean | undefined } | undefined,
  after: readonly PendingArgument[] = [],
): Found<T> {
  if (!options?.withScores) {
    return client.read(command, redisKey, [...args, ...after], (reply) =>
      whenReady(decodeAll<T>(client, command.toLowerCase(), redisKey, reply as Reply[]), readable),
    );
  }
  return client.read(command, redisKey, [...args, "WITHSCORES", ...after], (reply) =>
    scored<T>(client, command, redisKey, reply),
  );
}
