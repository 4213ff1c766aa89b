import { narrow } from "@coffer/backend-kit";
import type { Commands, Connection, IncrOptions, Key } from "@coffer/cache-core";
import { KeyNotFound, kindOf, show } from "@coffer/cache-core";
import { checkOptions } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { headOf, seenOf } from "../entry/head.js";
import { STORE } from "../entry/scripts.js";
import { INCR, REPLACE } from "./scripts.js";

const INCR_OPTIONS: ReadonlySet<string> = new Set(["version", "ignoreKeyCheck"]);
const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

type Numeric = number | bigint;

/** Counters. */
export const counters: Pick<Commands, "incr" | "decr"> & ThisType<Entries> = {
  async incr(key: Key, delta: Numeric = 1, options?: IncrOptions): Promise<Numeric> {
    return add(this, key, delta, options);
  },

  async decr(key: Key, delta: Numeric = 1, options?: IncrOptions): Promise<Numeric> {
    checkDelta(delta);
    return add(this, key, -delta, options);
  },
};

function add(client: Entries, key: Key, delta: Numeric, options: IncrOptions | undefined): Promise<Numeric> {
  const { ignoreKeyCheck = false } = checkOptions(options, INCR_OPTIONS) ?? {};
  const redisKey = client.keyspace.make(key, options);
  checkDelta(delta);
  // Redis counts in 64 bits; other deltas take the slow way.
  const step = typeof delta === "bigint" || Number.isSafeInteger(delta) ? BigInt(delta) : undefined;
  // Redis cannot count encrypted values.
  if (client.codec.encrypts || step === undefined || step < INT64.min || step > INT64.max) {
    return addSlowly(client, redisKey, delta, ignoreKeyCheck);
  }
  const args = [String(step), ignoreKeyCheck ? "1" : "0"];
  return client.writing(redisKey, (lane, group) =>
    lane.run(
      INCR,
      [redisKey],
      args,
      (reply, connection) => {
        if (reply === null) throw new KeyNotFound(redisKey);
        if (!Array.isArray(reply)) return narrow(BigInt(String(reply)));
        // Later calls for the key wait until this is done, except other counters, which run in their own order.
        return client.slowCounts.exclusively([redisKey], () =>
          addInJavaScript(client, connection, redisKey, delta, ignoreKeyCheck, reply[0] as Buffer),
        );
      },
      group,
    ),
  );
}

/** For deltas beyond 64 bits, fractions, and encrypted values. Later calls on the key wait. */
function addSlowly(client: Entries, redisKey: string, delta: Numeric, fromZero: boolean): Promise<Numeric> {
  return client.writing(redisKey, (lane) =>
    lane.exclusively([redisKey], (connection) =>
      addInJavaScript(client, connection, redisKey, delta, fromZero),
    ),
  );
}

/**
 * Still atomic: the sum replaces the value from which it was computed, otherwise all starts again. That happens only
 * after another caller has succeeded, so it ends.
 * @param read the value's bytes, if they were already read.
 */
async function addInJavaScript(
  client: Entries,
  connection: Connection,
  redisKey: string,
  delta: Numeric,
  fromZero: boolean,
  read?: Buffer,
): Promise<Numeric> {
  const { codec } = client;
  const bytes = () => connection.send("GET", [redisKey]) as Promise<Buffer | null>;
  for (let there = read ?? (await bytes()); ; there = await bytes()) {
    const head = there === null ? undefined : headOf(there);
    // A reader would not get an expired value, so it counts as missing.
    const isOld = there !== null && head !== undefined && !(await client.isCurrent(there));
    const stored = isOld ? null : there;
    if (stored === null && !fromZero) throw new KeyNotFound(redisKey);
    const value =
      stored === null ? 0 : checkNumeric(await codec.decode(client.payloadOf(stored), redisKey), redisKey);
    const sum = sumOf(value, delta);
    const encoded = await codec.encode(sum, redisKey);
    const reply =
      stored === null
        ? await connection.run(STORE, [redisKey], [seenOf(there ?? undefined), encoded, ""])
        : await connection.run(REPLACE, [redisKey], [stored, client.withPayload(encoded, stored)]);
    if (reply !== null && reply !== 0) return sum;
  }
}

function checkDelta(delta: unknown): void {
  if (typeof delta === "bigint" || (typeof delta === "number" && Number.isFinite(delta))) return;
  throw new TypeError(`delta must be a finite number or a bigint, got ${show(delta)}`);
}

function checkNumeric(value: unknown, redisKey: string): Numeric {
  if (typeof value === "number" || typeof value === "bigint") return value;
  throw new TypeError(`incr needs a number, and ${show(redisKey)} holds ${kindOf(value)}`);
}

function sumOf(value: Numeric, delta: Numeric): Numeric {
  if (isWhole(value) && isWhole(delta)) return narrow(BigInt(value) + BigInt(delta));
  return Number(value) + Number(delta);
}

function isWhole(value: Numeric): boolean {
  return typeof value === "bigint" || Number.isInteger(value);
}
