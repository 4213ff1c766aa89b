import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Codec } from "@coffer/backend-redis";
import { JsonSerializer } from "@coffer/serializer-json";
import { eventually, startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { ALL } from "../../../../test/fixtures/client-groups.js";
import { Memory } from "../../src/memory.js";
import { armed } from "../armed.js";
import { openCache } from "../open-cache.js";

const codec = new Codec(new JsonSerializer());

/** A million with `npm run test:all`. */
const KEYS = ALL ? 1_000_000 : 50_000;
const CHUNK = 10_000;
const MAX_ENTRIES = 20_000;
const MAX_BYTES = 4_000_000;

/** Sets the keys from the first to the last in Redis, all to the same value. */
const SET_ALL = "for n = ARGV[1], ARGV[2] do redis.call('SET', KEYS[1] .. n, ARGV[3]) end";

it("however many keys are read and reported, memory is bounded and contains nothing old", {
  timeout: 600_000,
}, async () => {
  await using server = await startServer();
  await using cache = await openCache({
    LOCATION: server.url(0),
    NEAR_CACHE: { MAX_ENTRIES, MAX_BYTES, TIMEOUT: 3600 },
    OPTIONS: { SOCKET_TIMEOUT: 60 },
  });
  await armed(cache);
  const near = () => cache.stats().near ?? expect.fail("there is no near");
  const setAll = async (value: string) => {
    for (let first = 0; first < KEYS; first += CHUNK)
      await server.command("EVAL", SET_ALL, 1, "shop:1:k", first, first + CHUNK - 1, value);
  };
  const readAll = async (value: string) => {
    for (let first = 0; first < KEYS; first += CHUNK) {
      const keys = Array.from({ length: CHUNK }, (_, index) => `k${first + index}`);
      const found = await cache.getMany<string>(keys);
      expect(found.size).toBe(CHUNK);
      expect(new Set(found.values())).toEqual(new Set([value]));
      expect(near().entries).toBeLessThanOrEqual(MAX_ENTRIES);
      expect(near().bytes).toBeLessThanOrEqual(MAX_BYTES);
    }
  };
  await setAll('"one"');
  await eventually(async () => expect(near().invalidations).toBeGreaterThanOrEqual(KEYS));
  await readAll("one");
  // It was full. How often depends on how the replies arrive: a read is not kept once 8,192 keys have changed or been evicted since.
  expect(near().evictions).toBeGreaterThan(MAX_ENTRIES / 4);
  expect(near().entries).toBeGreaterThan(1000);
  const { invalidations, flushes } = near();
  await setAll('"two"');
  await eventually(async () => expect(near().invalidations).toBeGreaterThanOrEqual(invalidations + KEYS));
  expect(near()).toMatchObject({ entries: 0, flushes });
  await readAll("two");
});

const HEAD = "shop:1:";

/** Bytes that are in use. */
function inUse(): number {
  for (let n = 0; n < 3; n++) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const object = (n: number) => ({ n, name: `the name of ${n}` });
const text = (n: number) => `a text of some forty bytes, number ${n}`;

describe.runIf(ALL)("a memory that is large", { timeout: 300_000 }, () => {
  it.each([
    ["objects, copied", 100_000, false, object],
    ["objects, frozen", 100_000, true, object],
    ["numbers", 100_000, false, (n: number) => n],
    ["texts", 1_000_000, false, text],
  ])("%s: what is counted is what they take, and nothing is left of them", (_, count, freezes, value) => {
    setFlagsFromString("--expose-gc");
    globalThis.gc ??= runInNewContext("gc") as NodeJS.GCFunction;
    const times = { timeout: 3_600_000, maxLag: 2000 };
    // As the layer has them, by their keys.
    const known = new Map<string, string>();
    const limits = { keys: undefined, maxEntries: count, maxBytes: 2 ** 31, ...times, freezes };
    const memory = new Memory(limits, ({ redisKey }) => known.delete(redisKey.slice(HEAD.length)));
    const decoding = { freezes, inflater: codec, decode: (stored: Buffer) => codec.decode(stored) };
    const link = { state: "armed" as const, proof: Number.POSITIVE_INFINITY, close: async () => {} };
    const before = inUse();
    for (let n = 0; n < count; n++) {
      const read = memory.begin(link) ?? expect.fail("the link is armed");
      const key = `${HEAD}${n}`;
      const stored = Buffer.from(codec.encode(value(n)) as string);
      const kept = memory.keep(key, stored, -1, read) ?? expect.fail(`${key} is not kept`);
      memory.decode(kept, kept.stored, decoding);
      known.set(key.slice(HEAD.length), key);
    }
    const { bytes } = memory.counts;
    const taken = inUse() - before;
    expect(memory.counts).toMatchObject({ entries: count, evictions: 0 });
    expect(taken / bytes).toBeGreaterThan(0.7);
    expect(taken / bytes).toBeLessThan(1.3);
    memory.flush();
    expect(known.size).toBe(0);
    expect(memory.counts).toMatchObject({ entries: 0, bytes: 0 });
    expect(inUse() - before).toBeLessThan(taken / 10);
  });
});
