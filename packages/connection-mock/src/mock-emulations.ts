import { globTest } from "@coffer/backend-kit";
import type { CommandArgument } from "@coffer/cache-core";
import { countInMock } from "./mock-count.js";
import type { MockMethods } from "./mock-methods.js";
import { scoreRangeInMock } from "./mock-scores.js";
import { mockTime } from "./mock-time.js";
import { zaddInMock } from "./mock-zadd.js";

/** Does what a command of Redis does by commands of the mock that do what they should. */
export type Emulation = (
  mock: MockMethods,
  args: readonly CommandArgument[],
  command: string,
) => Promise<unknown>;

/** By command: what the mock lacks, or does otherwise than Redis. */
export const emulations: Readonly<Record<string, Emulation | undefined>> = {
  INCR: (mock, [key]) => countInMock(mock, key, 1n),
  DECR: (mock, [key]) => countInMock(mock, key, -1n),
  INCRBY: (mock, [key, delta]) => countInMock(mock, key, BigInt(String(delta))),
  DECRBY: (mock, [key, delta]) => countInMock(mock, key, -BigInt(String(delta))),
  SET: set,
  TIME: async () => mockTime(),
  TYPE: async (mock, [key]) => (await mock.type?.(key)) ?? "string", // of Buffers it does not know
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

/** It forgets the expiry in spite of KEEPTTL. */
async function set(mock: MockMethods, [key, value, ...flags]: readonly CommandArgument[]): Promise<unknown> {
  const given = flags.map((flag) => String(flag).toUpperCase());
  if (!given.includes("KEEPTTL")) return call(mock, "setBuffer", key, value, ...given);
  const left = Number(await call(mock, "pttl", key));
  const others = given.filter((flag) => flag !== "KEEPTTL");
  return call(mock, "setBuffer", key, value, ...others, ...(left > 0 ? ["PX", left] : []));
}

/** It renames what is not there, loses a key that keeps its name, and lets the target keep its expiry. */
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

/** Its cursor counts keys, so that a scan that deletes what it finds skips others; and it does not know escapes. One page. */
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

/** Asked for one member of a set as a list, it gives the member alone; of an empty set, null. */
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

/** Its scores are numbers, and it takes a count of 0 for all. */
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

/** It keeps what has become empty. */
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
