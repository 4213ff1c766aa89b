import type { CommandArgument, Reply } from "@coffer/cache-core";

/**
 * Whether a reply has the shape that Redis gives to a command in RESP2. If not, it answers another command (replies
 * are out of step) or the server is not Redis.
 */
export type Shape = (reply: Reply, args: readonly CommandArgument[]) => boolean;

const isInteger: Shape = (reply) => typeof reply === "number";
/** A bulk string. */
const isBytes = (reply: Reply): boolean => Buffer.isBuffer(reply);
const isBytesOrNil = (reply: Reply): boolean => reply === null || Buffer.isBuffer(reply);
/** A bulk string or a simple one. */
const isText = (reply: Reply): boolean => typeof reply === "string" || Buffer.isBuffer(reply);
const isTextOrNil: Shape = (reply) => reply === null || isText(reply);
const isIntegerOrNil: Shape = (reply) => reply === null || typeof reply === "number";

const isList =
  (isElement: (reply: Reply) => boolean): Shape =>
  (reply) =>
    Array.isArray(reply) && reply.every(isElement);
const isListOfBytes = isList(isBytes);
const isPairs: Shape = (reply, args) => isListOfBytes(reply, args) && (reply as Reply[]).length % 2 === 0;
/** One element for each argument, apart from the first `others` ones. */
const isListFor =
  (others: number, isElement: (reply: Reply) => boolean): Shape =>
  (reply, args) =>
    Array.isArray(reply) && reply.length === args.length - others && reply.every(isElement);
/** With a count a list, without a count a member or nil. */
const isOneOrList: Shape = (reply, args) =>
  args.length > 1 ? isListOfBytes(reply, args) : isBytesOrNil(reply);
const isPage: Shape = (reply, args) =>
  Array.isArray(reply) &&
  reply.length === 2 &&
  isText(reply[0] as Reply) &&
  isListOfBytes(reply[1] as Reply, args);
/** A connection that subscribes gets a list. */
const isPong: Shape = (reply, args) => isText(reply) || isList(isText)(reply, args);
const isSum: Shape = (reply, args) =>
  args.some((arg) => typeof arg === "string" && arg.toUpperCase() === "INCR")
    ? isBytesOrNil(reply)
    : isInteger(reply, args);

const TABLE: readonly (readonly [Shape, names: string])[] = [
  [
    isInteger,
    "DEL UNLINK EXISTS EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST TTL PTTL DBSIZE " +
      "SADD SREM SCARD SISMEMBER SMOVE SDIFFSTORE SINTERSTORE SUNIONSTORE " +
      "HSET HDEL HLEN HEXISTS ZCARD ZCOUNT ZREM ZREMRANGEBYSCORE",
  ],
  [isIntegerOrNil, "ZRANK ZREVRANK"],
  [isBytes, "ZINCRBY"],
  [isBytesOrNil, "GET GETDEL HGET ZSCORE"],
  [isText, "FLUSHDB RENAME RESTORE"],
  [isPong, "PING"],
  [isTextOrNil, "SET"],
  [isListOfBytes, "SMEMBERS SDIFF SINTER SUNION HKEYS ZRANGE ZREVRANGE ZRANGEBYSCORE ZREVRANGEBYSCORE"],
  [isPairs, "HGETALL ZPOPMIN ZPOPMAX"],
  [isOneOrList, "SPOP SRANDMEMBER"],
  [isListFor(0, isBytesOrNil), "MGET"],
  [isListFor(1, isBytesOrNil), "HMGET"],
  [isListFor(1, (reply) => typeof reply === "number"), "SMISMEMBER"],
  [isPage, "SCAN SSCAN HSCAN"],
  [isSum, "ZADD"],
];

const SHAPES: ReadonlyMap<string, Shape> = new Map(
  TABLE.flatMap(([shape, names]) => names.split(" ").map((name) => [name, shape] as const)),
);

/** Undefined for a command whose shape is not known. */
export function shapeOf(command: string): Shape | undefined {
  return SHAPES.get(command);
}
