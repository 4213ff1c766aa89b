/** A call with one wrong argument, and what the message must name. */
export type WrongCall = readonly [method: string, args: readonly unknown[], names: RegExp];

/** Objects with the property that marks a Redis key, as a request's body or query can contain them. */
const FORGED = '{"redisKey":"admin:1:k","original":"k","version":1,"prefix":"admin"}';

const NOT_A_KEY: readonly unknown[] = [
  ...[undefined, null, 5, 5n, true, {}, ["k"], Symbol("k"), Buffer.from("k"), new String("k")],
  ...[
    { redisKey: "admin:1:k" },
    JSON.parse(FORGED),
    JSON.parse(`{"__proto__":${FORGED}}`),
    Object.create(JSON.parse(FORGED)),
  ],
  ...[Object.assign(["k"], { redisKey: "admin:1:k" }), Object.assign(() => "k", { redisKey: "admin:1:k" })],
  ...[new Map([["redisKey", "admin:1:k"]]), { toString: () => "k" }, { [Symbol.toPrimitive]: () => "k" }],
  // Halves of a surrogate pair, which Redis could not distinguish.
  ...["x\ud83d", "\ude00x", "a\ud83db"],
];

/** Every position of a key, by method: the arguments before it and after it. */
const KEYED: readonly (readonly [method: string, before: readonly unknown[], after: readonly unknown[]])[] = [
  ...[
    "get",
    "has",
    "getWithTtl",
    "pull",
    "delete",
    "incr",
    "decr",
    "incrVersion",
    "decrVersion",
    "ttl",
    "pttl",
    "persist",
    "touch",
  ].map((method) => [method, [], []] as const),
  ...["scard", "smembers", "spop", "srandmember", "sdiff", "sinter", "sunion", "sscan", "sscanIter"].map(
    (method) => [method, [], []] as const,
  ),
  ...["hgetall", "hlen", "hkeys", "zcard", "zpopmin", "zpopmax"].map((method) => [method, [], []] as const),
  ...["set", "add", "getOrSet", "sadd", "srem", "sismember", "smismember", "zrank", "zscore", "zrem"].map(
    (method) => [method, [], [1]] as const,
  ),
  ...["expire", "pexpire", "expireAt", "pexpireAt"].map((method) => [method, [], [4_102_444_800]] as const),
  ["update", [], [() => 1]],
  ["smove", [], ["to", 1]],
  ["smove", ["from"], [1]],
  ["sdiff", ["k"], []],
  ["sdiffstore", [], ["k"]],
  ["sinterstore", ["to"], []],
  ["sunionstore", ["to", "k"], []],
  ["hset", [], ["f", 1]],
  ...["hget", "hdel", "hexists"].map((method) => [method, [], ["f"]] as const),
  ["hmget", [], [["f"]]],
  ["zadd", [], [[["m", 1]]]],
  ["zincrby", [], [1, "m"]],
  ...["zcount", "zrange", "zrevrange", "zrangebyscore", "zrevrangebyscore", "zremrangebyscore"].map(
    (method) => [method, [], [0, 1]] as const,
  ),
  ["makeKey", [], []],
  ["lock", [], []],
];

/** Wrong keys, alone and within lists. */
export const WRONG_KEYS: readonly WrongCall[] = NOT_A_KEY.flatMap((wrong): WrongCall[] => [
  ...KEYED.filter(
    ([method, before]) => !(isOptions(wrong) && /^s(diff|inter|union)/.test(method) && before.length > 0),
  ).map(
    ([method, before, after]): WrongCall => [method, [...before, wrong, ...after], /key|source|destination/i],
  ),
  ["getMany", [["k", wrong]], /key/i],
  ["deleteMany", [["k", wrong]], /key/i],
  ["setMany", [[[wrong, 1]]], /key|entries/i],
]);

/** An object at the end of a list of keys would be taken for options. */
function isOptions(value: unknown): boolean {
  return (typeof value === "object" && value !== null) || value === undefined;
}
