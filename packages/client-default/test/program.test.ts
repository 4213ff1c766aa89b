import { setImmediate as nextTurn } from "node:timers/promises";
import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** A step of a program: a call on a cache, or the end of a turn of the event loop. */
type Step = { readonly name: string; readonly call: ((cache: Cache) => Promise<unknown>) | undefined };

const key = fc.constantFrom("a", "b", "c");
const value = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.string({ maxLength: 5 }),
  fc.record({ list: fc.array(fc.boolean(), { maxLength: 3 }) }),
  // Large enough for a pipeline, and for compression in the thread pool.
  fc.constantFrom("x".repeat(600), "large ".repeat(10_000)),
);

function step(name: string, call?: (cache: Cache) => Promise<unknown>): Step {
  return { name, call };
}

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: key.map((k) => step(`get ${k}`, (cache) => cache.get(k))) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(key, value, fc.constantFrom({}, { nx: true }, { xx: true }, { timeout: 0 }, { timeout: null }))
      .map(([k, v, options]) =>
        step(`set ${k} ${JSON.stringify(options)}`, (cache) => cache.set(k, v, options)),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(key, value).map(([k, v]) => step(`add ${k}`, (cache) => cache.add(k, v))),
  },
  { weight: 2, arbitrary: key.map((k) => step(`delete ${k}`, (cache) => cache.delete(k))) },
  { weight: 1, arbitrary: key.map((k) => step(`has ${k}`, (cache) => cache.has(k))) },
  { weight: 2, arbitrary: key.map((k) => step(`incr ${k}`, (cache) => cache.incr(k))) },
  { weight: 1, arbitrary: key.map((k) => step(`touch ${k}`, (cache) => cache.touch(k, null))) },
  { weight: 1, arbitrary: key.map((k) => step(`sadd ${k}`, (cache) => cache.sadd(k, 1))) },
  {
    weight: 2,
    arbitrary: fc
      .array(key, { maxLength: 4 })
      .map((keys) => step(`getMany ${keys}`, async (cache) => [...(await cache.getMany(keys))])),
  },
  {
    weight: 2,
    arbitrary: fc
      .dictionary(key, value)
      .map((entries) => step(`setMany ${Object.keys(entries)}`, (cache) => cache.setMany(entries))),
  },
  {
    weight: 1,
    arbitrary: fc.array(key).map((keys) => step(`deleteMany ${keys}`, (cache) => cache.deleteMany(keys))),
  },
  { weight: 1, arbitrary: fc.constant(step("keys", async (cache) => (await cache.keys("*")).sort())) },
  { weight: 2, arbitrary: fc.constant(step("-- next turn --")) },
);

/** The outcome of a call; for an error its kind, which is what callers can rely on. */
function outcome(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch((error: { name: string; code?: string }) => `${error.name} ${error.code}`);
}

/** Runs the whole program without waiting, except for the turns in it. */
async function runAtOnce(program: readonly Step[], cache: Cache): Promise<unknown[]> {
  const outcomes: Promise<unknown>[] = [];
  for (const { call } of program) {
    if (call === undefined) await nextTurn();
    else outcomes.push(outcome(call(cache)));
  }
  return Promise.all(outcomes);
}

/** The model: one command at a time, each after the answer to the previous one. */
async function runOneByOne(program: readonly Step[], cache: Cache): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (const { call } of program) if (call !== undefined) outcomes.push(await outcome(call(cache)));
  return outcomes;
}

describe.each([
  ["without compression", {}],
  ["with large values compressed in the thread pool", { COMPRESSOR: "@coffer/compressor-zlib" }],
])("any program of commands, %s", (_, options) => {
  let server: RedisServer;
  let caches: Caches;
  beforeAll(async () => {
    server = await startServer();
    const cache = {
      LOCATION: server.url(),
      OPTIONS: {
        CLIENT_CLASS: "@coffer/client-default",
        CONNECTION_FACTORY: "@coffer/connection-ioredis",
        SERIALIZER: "@coffer/serializer-json",
        ...options,
      },
    };
    const CACHES = { default: cache, model: { ...cache, KEY_PREFIX: "model" } };
    caches = await createCaches({ CACHES }, { parent: import.meta });
  });
  afterAll(async () => {
    await caches.close();
    await server.stop();
  });

  it("gives the same answers and leaves the same values whether it runs at once or one command at a time", async () => {
    const property = fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (program) => {
      await server.command("FLUSHALL");
      const [cache, model] = [caches.get(), caches.get("model")];
      const names = program.map(({ name }) => name).join("\n");
      expect(await runAtOnce(program, cache), names).toEqual(await runOneByOne(program, model));
      for (const k of ["a", "b", "c"]) expect(await cache.get(k)).toEqual(await model.get(k));
    });
    await fc.assert(property, { numRuns: 300 });
  });
});
