import { globTest } from "@coffer/backend-kit";
import type { CommandArgument } from "@coffer/cache-core";
import { countInMock } from "./mock-count.js";
import type { MockMethods } from "./mock-methods.js";
import { scoreRangeInMock } from "./mock-scores.js";
import { mockTime } from "./mock-time.js";
import { zaddInMock } from "./mock-zadd.js";

/** Emulates a command of Redis by commands of the mock that work as in Redis. */
export type Emulation = (
  mock: MockMethods,
  args: readonly CommandArgument[],
  command: string,
) => Promise<unknown>;

/** By name: the commands that the mock lacks or that differ from Redis. */
export const emulations: Readonly<Record<string, Emulation | undefined>> = {
  INCR: (mock, [key]) => countInMock(mock, key, 1n),
  DECR: (mock, [key]) => countInMock(mock, key, -1n),
  INCRBY: (mock, [key, delta]) => countInMock(mock, key, BigInt(String(delta))),
  DECRBY: (mock, [key, delta]) => countInMock(mock, key, -BigInt(String(delta))),
  SET: set,
  GETDEL: take,
  GETRANGE: getRange,
  TIME: async () => mockTime(),
  TYPE: type,
  TOUCH: (mock, keys) => call(mock, "exists", ...keys),
  RENAME: rename,
  RENAMENX: rename,
  SCAN: scan,
  SSCAN: scanSet,
  HGETALL: hgetall,
  SPOP: takeSome,
  SRANDMEMBER: takeSome,
  SMOVE: withoutEmpty,
  SDIFFSTORE: withoutEmpty,
  SINTERSTORE: withoutEmpty,
  SUNIONSTORE: withoutEmpty,
  ZREM: withoutEmpty,
  ZREMRANGEBYRANK: withoutEmpty,
  ZREMRANGEBYSCORE: async (mock, args, command) => {
    const removed = await scoreRangeInMock(mock, args, command);
    await removeEmpty(mock, args[0], "zcard");
    return removed;
  },
  ZRANGEBYSCORE: scoreRangeInMock,
  ZREVRANGEBYSCORE: scoreRangeInMock,
  ZCOUNT: scoreRangeInMock,
  ZADD: zaddInMock,
  ZPOPMIN: popScored,
  ZPOPMAX: popScored,
};

function call(mock: MockMethods, name: string, ...args: readonly unknown[]): Promise<unknown> {
  return (mock[name] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
}

/** TYPE. The mock has no type for Buffers. */
async function type(mock: MockMethods, [key]: readonly CommandArgument[]): Promise<unknown> {
  return (await call(mock, "type", key)) ?? "string";
}

/** The mock throws if the key is missing. */
async function getRange(mock: MockMethods, [key, start, end]: readonly CommandArgument[]): Promise<Buffer> {
  const value = (await call(mock, "getBuffer", key)) as Buffer | null;
  const bytes = value ?? Buffer.alloc(0);
  const last = Number(end);
  return bytes.subarray(Number(start), last < 0 ? bytes.length + last + 1 : last + 1);
}

/** GETDEL. The mock rejects Buffers, as if they were of another type. */
async function take(mock: MockMethods, args: readonly CommandArgument[]): Promise<unknown> {
  const found = await type(mock, args);
  if (found === "none") return null;
  if (found !== "string")
    throw new Error("WRONGTYPE Operation against a key holding the wrong kind of value");
  const stored = await call(mock, "getBuffer", ...args);
  await call(mock, "del", ...args);
  return stored;
}

/** The mock ignores KEEPTTL. */
async function set(mock: MockMethods, [key, value, ...flags]: readonly CommandArgument[]): Promise<unknown> {
  const given = flags.map((flag) => String(flag).toUpperCase());
  if (!given.includes("KEEPTTL")) return call(mock, "setBuffer", key, value, ...given);
  const left = Number(await call(mock, "pttl", key));
  const others = given.filter((flag) => flag !== "KEEPTTL");
  return call(mock, "setBuffer", key, value, ...others, ...(left > 0 ? ["PX", left] : []));
}

/** The mock renames missing keys, deletes a key that is renamed to itself, and keeps the expiry of the target. */
async function rename(
  mock: MockMethods,
  [from, to]: readonly CommandArgument[],
  command: string,
): Promise<unknown> {
  if (!(await call(mock, "exists", from))) throw new Error("ERR no such key");
  const same = String(from) === String(to);
  if (command === "RENAMENX" && (same || (await call(mock, "exists", to)))) return 0;
  if (!same) {
    await call(mock, "del", to);
    await call(mock, "rename", from, to);
  }
  return command === "RENAME" ? "OK" : 1;
}

/** The mock's cursor is a position, so a scan that deletes the keys it finds skips others; and it does not know escapes. This returns one page. */
async function scan(mock: MockMethods, [, ...options]: readonly CommandArgument[]): Promise<unknown> {
  const { MATCH = "*", TYPE } = named(options);
  let keys = (await call(mock, "keys", MATCH)) as string[];
  if (TYPE !== undefined) {
    const types = await Promise.all(keys.map((key) => call(mock, "type", key)));
    keys = keys.filter((_, index) => (types[index] ?? "string") === TYPE.toLowerCase());
  }
  return ["0", keys];
}

async function scanSet(mock: MockMethods, [key, , ...options]: readonly CommandArgument[]): Promise<unknown> {
  const { MATCH = "*" } = named(options);
  const matches = globTest(MATCH);
  const members = (await call(mock, "smembers", key)) as string[];
  return ["0", members.filter((member) => matches(member))];
}

function named(options: readonly CommandArgument[]): Partial<Record<string, string>> {
  const pairs = options.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name).toUpperCase(), String(options[index + 1])]] : [],
  );
  return Object.fromEntries(pairs);
}

async function hgetall(mock: MockMethods, [key]: readonly CommandArgument[]): Promise<unknown> {
  return Object.entries((await call(mock, "hgetallBuffer", key)) as object).flat();
}

/** With a count of 1 the mock returns the member instead of a list, and null for an empty set. */
async function takeSome(
  mock: MockMethods,
  args: readonly CommandArgument[],
  command: string,
): Promise<unknown> {
  const taken = await call(mock, command.toLowerCase(), ...args);
  await removeEmpty(mock, args[0], "scard");
  if (args.length < 2) return taken;
  return Array.isArray(taken) ? taken : [taken].filter((member) => member !== null && member !== undefined);
}

/** The mock returns scores as numbers, and all members for a count of 0. */
async function popScored(
  mock: MockMethods,
  args: readonly CommandArgument[],
  command: string,
): Promise<unknown> {
  if (args.length > 1 && Number(args[1]) === 0) return [];
  const popped = (await call(mock, command.toLowerCase(), ...args)) as unknown[];
  await removeEmpty(mock, args[0], "zcard");
  return popped.map(String);
}

/** The mock keeps keys that have become empty. */
async function withoutEmpty(
  mock: MockMethods,
  args: readonly CommandArgument[],
  command: string,
): Promise<unknown> {
  const reply = await call(mock, `${command.toLowerCase()}Buffer`, ...args);
  await removeEmpty(mock, args[0], command.startsWith("S") ? "scard" : "zcard");
  return reply;
}

async function removeEmpty(mock: MockMethods, key: unknown, count: "scard" | "zcard"): Promise<void> {
  if ((await call(mock, count, key)) === 0) await call(mock, "del", key);
}
