import type { WrongCall } from "./wrong-keys.js";

const each = (
  values: readonly unknown[],
  wrongCall: (value: unknown) => readonly [method: string, args: readonly unknown[]],
  names: RegExp,
): WrongCall[] => values.map((value) => [...wrongCall(value), names] as const);

const NOT_WHOLE: readonly unknown[] = ["5", 1.5, Number.NaN, null, true, {}];
const NOT_A_MOMENT: readonly unknown[] = [
  undefined,
  null,
  "2030-01-01",
  Number.NaN,
  true,
  {},
  new Date(Number.NaN),
];
/** Strings with half of a surrogate pair, which Redis could not distinguish. */
const HALF = "x\ud83d";
const NOT_A_TEXT: readonly unknown[] = [undefined, null, 5, {}, ["f"], HALF];
const NOT_A_LIST: readonly unknown[] = [undefined, null, 5, {}];
const NOT_A_BOUND: readonly unknown[] = [undefined, null, Number.NaN, "high", "", true, {}];

class Own {
  readonly k = 1;
}

/** Arguments of the wrong type or out of range, except keys, timeouts and options. */
export const WRONG_ARGUMENTS: readonly WrongCall[] = [
  ...each(NOT_A_LIST, (wrong) => ["getMany", [wrong]], /keys/),
  ...each([...NOT_A_LIST, "text"], (wrong) => ["deleteMany", [wrong]], /keys/),
  ...each(["text"], (wrong) => ["getMany", [wrong]], /keys/),
  ...each([undefined, null, 5, "text", [5], [["k"]]], (wrong) => ["setMany", [wrong]], /entries|value/),
  ...each([...NOT_A_LIST, "text"], (wrong) => ["getOrSetMany", [wrong, () => ({})]], /keys/),
  ...each([undefined, null, 5, "x", {}], (wrong) => ["getOrSetMany", [["k"], wrong]], /load/),
  // A promise that was not awaited has no entries, and would silently store nothing.
  ...each(
    [Promise.resolve({ k: 1 }), new Date(0), /k/, new Own()],
    (wrong) => ["setMany", [wrong]],
    /entries/,
  ),
  ...each([{ version: 2 }, "*", null, 5], (wrong) => ["clear", [wrong]], /clear/),
  ...each([undefined, null, 5, "x", {}], (wrong) => ["update", ["k", wrong]], /change/),
  ...each([0, -1, ...NOT_WHOLE], (attempts) => ["update", ["k", () => 1, { attempts }]], /attempts/),
  ...each(["yes", 1], (nx) => ["set", ["k", 1, { nx }]], /nx/),
  ...each(["yes", 1], (xx) => ["set", ["k", 1, { xx }]], /xx/),
  ...each(["yes", 1], (ignoreKeyCheck) => ["incr", ["k", 1, { ignoreKeyCheck }]], /ignoreKeyCheck/),
  ...each(
    [...NOT_WHOLE, Number.POSITIVE_INFINITY, 2 ** 60],
    (wrong) => ["incrVersion", ["k", wrong]],
    /delta|version/,
  ),
  ...each(NOT_WHOLE, (wrong) => ["decrVersion", ["k", wrong]], /delta|version/),
  ...each(
    ["5", 1.5, Number.NaN, true, {}, Number.POSITIVE_INFINITY],
    (wrong) => ["pexpire", ["k", wrong]],
    /milliseconds|timeout/,
  ),
  ...each(NOT_A_MOMENT, (wrong) => ["expireAt", ["k", wrong]], /when/),
  ...each(NOT_A_MOMENT, (wrong) => ["pexpireAt", ["k", wrong]], /when/),
  ...each(NOT_A_TEXT, (wrong) => ["keys", [wrong]], /pattern/),
  ...each(NOT_A_TEXT, (wrong) => ["iterKeys", [wrong]], /pattern/),
  ...each(NOT_A_TEXT, (wrong) => ["deletePattern", [wrong]], /pattern/),
  ...each([0, -1, ...NOT_WHOLE], (itersize) => ["iterKeys", ["*", { itersize }]], /itersize/),
  ...each([0, -1, ...NOT_WHOLE], (itersize) => ["deletePattern", ["*", { itersize }]], /itersize/),
  ...each(["x", 5, null], (onProgress) => ["deletePattern", ["*", { onProgress }]], /onProgress/),
  ...each(["x", 5, {}, null], (signal) => ["deletePattern", ["*", { signal }]], /signal/),
  ...each([HALF], (version) => ["get", ["k", undefined, { version }]], /version/),
  ...each([HALF], (version) => ["keys", ["*", { version }]], /version/),
  ...each([HALF], (match) => ["sscan", ["k", { match }]], /match/),
  ...each([5, {}, HALF], (prefix) => ["deletePattern", ["*", { prefix }]], /prefix/),
  ...each([5, {}, HALF], (prefix) => ["delete", ["k", { prefix }]], /prefix/),
  ...each([0, -1, "5", true, {}], (timeout) => ["lock", ["k", { timeout }]], /timeout/),
  ...each(["5", true, {}], (blockingTimeout) => ["lock", ["k", { blockingTimeout }]], /blockingTimeout/),
  ...each([0, -1, null, "5", true], (sleep) => ["lock", ["k", { sleep }]], /sleep/),
  ...each(["yes", 1], (blocking) => ["lock", ["k", { blocking }]], /blocking/),
  ...each(["yes", 1], (fencing) => ["lock", ["k", { fencing }]], /fencing/),
  ...each([5, {}, HALF], (prefix) => ["makeKey", ["k", { prefix }]], /prefix/),
  ...["sadd", "srem", "smismember", "zrem"].flatMap((method) =>
    each(
      [{ version: 2 }, { timeout: 60 }, { version: 2, timeout: null }, { nx: true }],
      (options) => [method, ["k", "member", options]],
      new RegExp(`${method} takes no options.*makeKey`),
    ),
  ),
  ["sadd", ["k", 1, undefined], /member|value/],
  ["srem", ["k", undefined], /member|value/],
  ["sismember", ["k", undefined], /member|value/],
  ["smismember", ["k", 1, undefined], /member|value/],
  ["smove", ["k", "to", undefined], /member|value/],
  ...each([-1, ...NOT_WHOLE], (wrong) => ["spop", ["k", wrong]], /count/),
  ...each(NOT_WHOLE, (wrong) => ["srandmember", ["k", wrong]], /count/),
  ...each([5, {}, 0, Number.NaN, false], (match) => ["sscan", ["k", { match }]], /match/),
  ...each([0, -1, ...NOT_WHOLE], (count) => ["sscan", ["k", { count }]], /count/),
  ...each([0, -1, ...NOT_WHOLE], (count) => ["sscanIter", ["k", { count }]], /count/),
  ...each(NOT_A_TEXT, (wrong) => ["hset", ["k", wrong, 1]], /field/),
  ["hset", ["k", "f", undefined], /value/],
  ...each(NOT_A_TEXT, (wrong) => ["hget", ["k", wrong]], /field/),
  ...each(NOT_A_TEXT, (wrong) => ["hdel", ["k", wrong]], /field/),
  ...each(NOT_A_TEXT, (wrong) => ["hexists", ["k", wrong]], /field/),
  ...each(
    [...NOT_A_LIST, "text", [5], ["f", undefined], ["f", HALF]],
    (wrong) => ["hmget", ["k", wrong]],
    /field/,
  ),
  ...each([...NOT_A_LIST, "text", [5], [["m"]]], (wrong) => ["zadd", ["k", wrong]], /member|score/),
  ["zadd", ["k", [[undefined, 1]]], /member|value/],
  ...each(["yes", 1], (gt) => ["zadd", ["k", [["m", 1]], { gt }]], /gt/),
  ...each(["yes", 1], (ch) => ["zadd", ["k", [["m", 1]], { ch }]], /ch/),
  ["zincrby", ["k", 1, undefined], /member|value/],
  ["zrank", ["k", undefined], /member|value/],
  ["zscore", ["k", undefined], /member|value/],
  ["zrem", ["k", undefined], /member|value/],
  ...each([-1, ...NOT_WHOLE], (wrong) => ["zpopmin", ["k", wrong]], /count/),
  ...each([-1, ...NOT_WHOLE], (wrong) => ["zpopmax", ["k", wrong]], /count/),
  ...each([undefined, ...NOT_WHOLE], (wrong) => ["zrange", ["k", wrong, 1]], /start/),
  ...each([undefined, ...NOT_WHOLE], (wrong) => ["zrevrange", ["k", 0, wrong]], /stop/),
  ...each(["yes", 1], (withScores) => ["zrange", ["k", 0, 1, { withScores }]], /withScores/),
  ...each(NOT_A_BOUND, (wrong) => ["zcount", ["k", wrong, 1]], /min/),
  ...each(NOT_A_BOUND, (wrong) => ["zcount", ["k", 0, wrong]], /max/),
  ...each(NOT_A_BOUND, (wrong) => ["zrangebyscore", ["k", wrong, 1]], /min/),
  ...each(NOT_A_BOUND, (wrong) => ["zrevrangebyscore", ["k", wrong, 0]], /max/),
  ...each(NOT_A_BOUND, (wrong) => ["zremrangebyscore", ["k", 0, wrong]], /max/),
  ...each(NOT_WHOLE, (start) => ["zrangebyscore", ["k", 0, 1, { start, num: 1 }]], /start/),
  ...each(NOT_WHOLE, (num) => ["zrangebyscore", ["k", 0, 1, { start: 0, num }]], /num/),
];
