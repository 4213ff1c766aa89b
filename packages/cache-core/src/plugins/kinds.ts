import type { PluginKind } from "../contracts/plugin.js";

/** Every command of a cache: the methods of the type `Commands`, which a test compares with this list. */
export const COMMANDS: readonly string[] = (
  "get set add getMany setMany has delete deleteMany deleteByTag getOrSet getOrSetMany incr decr incrVersion decrVersion makeKey " +
  "ttl pttl expire pexpire expireAt pexpireAt persist touch keys iterKeys deletePattern clear lock " +
  "sadd srem scard smembers sismember smismember smove spop srandmember sdiff sinter sunion sdiffstore sinterstore sunionstore " +
  "sscan sscanIter hset hget hmget hgetall hdel hlen hkeys hexists zadd zcard zcount zincrby zpopmin zpopmax zrange zrevrange " +
  "zrangebyscore zrevrangebyscore zrank zscore zrem zremrangebyscore pull update getWithTtl"
).split(" ");

/** The kind of plugin for BACKEND. */
export const BACKEND: PluginKind = {
  name: "backend",
  is: "class",
  shorthand: "@coffer/backend-",
  methods: [...COMMANDS, "wrap", "batch", "close"],
};
/** The default BACKEND: a package like any other, which must be installed with the plugins. */
export const DEFAULT_BACKEND = "@coffer/backend-redis";

/** The kind of plugin for KEY_FUNCTION and REVERSE_KEY_FUNCTION. */
export const KEY_FUNCTION: PluginKind = { name: "key function", is: "function" };
/** The kind of plugin for LOGGER. */
export const LOGGER: PluginKind = { name: "logger", is: "object", methods: ["error"] };
