import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { CacheSettings } from "@coffer/cache-core";
import { type CaseBody, type Cases, type ConditionalCase, needing, rejects } from "@coffer/plugin-kit/suite";
import { call } from "../call.js";
import type { ClientContext } from "../client-context.js";
import { METHODS, type MethodCall } from "../methods.js";

const UNREACHABLE = { name: "ConnectionInterrupted", code: "ERR_UNREACHABLE" };

const needingOutages = (run: CaseBody<ClientContext>): ConditionalCase<ClientContext> =>
  needing("outages", run);

function ignoring(OPTIONS: CacheSettings["OPTIONS"] = {}): Partial<CacheSettings> {
  return { OPTIONS: { IGNORE_EXCEPTIONS: true, ...OPTIONS } };
}

export const outages: Cases<ClientContext> = {
  "every method returns its fallback answer while exceptions are ignored": needingOutages(
    async ({ createDead }) => {
      const dead = await createDead(ignoring());
      const wrong: string[] = [];
      for (const { method, args, fallbackAnswer } of METHODS.filter(isNoCounter)) {
        const answer = await call(dead, method, args).catch((error: Error) => error);
        if (inspect(answer) !== inspect(fallbackAnswer))
          wrong.push(
            `${method}(${inspect(args)}) answers ${inspect(answer)}, not ${inspect(fallbackAnswer)}`,
          );
      }
      assert.deepEqual(wrong, []);
    },
  ),

  "incr and decr return 0 while exceptions are ignored, and reject otherwise": needing(
    "outages counters",
    async ({ createDead }) => {
      const dead = await createDead(ignoring());
      assert.equal(await dead.incr("k"), 0);
      assert.equal(await dead.decr("k", 0.5), 0);
      const failing = await createDead();
      await rejects(() => failing.incr("k"), UNREACHABLE);
      await rejects(() => failing.decr("k", 0.5), UNREACHABLE);
    },
  ),

  "get returns the fallback, and a loader runs, while exceptions are ignored": needingOutages(
    async ({ createDead }) => {
      const dead = await createDead(ignoring());
      const fallback = { same: true };
      assert.equal(await dead.get("k", fallback), fallback);
      assert.equal(await dead.get("k"), undefined);
      assert.equal(await dead.getOrSet("k", async () => "computed"), "computed");
      assert.deepEqual(await dead.getMany(["a", "b"]), new Map());
    },
  ),

  "has returns false while exceptions are ignored": needingOutages(async ({ createDead }) => {
    const dead = await createDead(ignoring());
    assert.equal(await dead.has("k"), false);
  }),

  "each caller gets its own copy of a fallback answer": needingOutages(async ({ createDead }) => {
    const dead = await createDead(ignoring());
    (await dead.getMany(["k"])).set("k", "leak");
    (await dead.smembers("k")).add("leak");
    (await dead.keys("*")).push("leak");
    assert.deepEqual(await dead.getMany(["k"]), new Map());
    assert.deepEqual(await dead.smembers("k"), new Set());
    assert.deepEqual(await dead.keys("*"), []);
  }),

  "unless exceptions are ignored, every method rejects with a typed error that says never sent":
    needingOutages(async ({ createDead }) => {
      const dead = await createDead();
      const wrong: string[] = [];
      for (const { method, args } of METHODS.filter(isNoCounter)) {
        try {
          await rejects(() => call(dead, method, args), UNREACHABLE);
        } catch (error) {
          wrong.push(`${method}(${inspect(args)}): ${(error as Error).message}`);
        }
      }
      assert.deepEqual(wrong, []);
    }),

  "exceptions are ignored only if IGNORE_EXCEPTIONS is true: null means no": needingOutages(
    async ({ createDead }) => {
      for (const option of [false, null]) {
        const dead = await createDead({ OPTIONS: { IGNORE_EXCEPTIONS: option } });
        await rejects(() => dead.get("k"), UNREACHABLE);
      }
    },
  ),

  "cache.client ignores no errors, and its errors have code and cause": needingOutages(
    async ({ createDead }) => {
      const dead = await createDead(ignoring());
      const error = await rejects(() => dead.client.get("k"), UNREACHABLE);
      assert.ok(error.message.length > 10);
      await rejects(() => dead.client.sadd("k", 1), UNREACHABLE);
      await rejects(() => dead.client.ready(), UNREACHABLE);
    },
  ),

  "ignored errors go to the cache's LOGGER if LOG_IGNORED_EXCEPTIONS is set": needingOutages(
    async ({ createDead }) => {
      const logged: (readonly [error: unknown, message: string])[] = [];
      const LOGGER = { error: (error: unknown, message: string) => logged.push([error, message]) };
      const silent = await createDead(ignoring({ LOGGER: LOGGER as never }));
      await silent.get("k");
      assert.equal(logged.length, 0);
      const logging = await createDead(ignoring({ LOGGER: LOGGER as never, LOG_IGNORED_EXCEPTIONS: true }));
      await logging.sadd("k", 1);
      assert.equal(logged.length, 1);
      const [[error, message] = []] = logged;
      assert.equal((error as { code?: unknown }).code, "ERR_UNREACHABLE");
      assert.match(String(message), /^Exception ignored in sadd/);
    },
  ),

  "an outage is one line in the log, not one for each call": needingOutages(async ({ createDead }) => {
    const logged: unknown[] = [];
    const LOGGER = { error: (...line: unknown[]) => logged.push(line) };
    const logging = await createDead(ignoring({ LOGGER: LOGGER as never, LOG_IGNORED_EXCEPTIONS: true }));
    for (const { method, args } of METHODS.filter(isNoCounter)) await call(logging, method, args);
    await Promise.all(Array.from({ length: 2000 }, (_, n) => logging.get(`k${n}`)));
    assert.equal(logged.length, 1);
  }),

  "an undecodable value is logged as an ignored error too": needing("raw", async ({ create, raw }) => {
    const logged: unknown[] = [];
    const LOGGER = { error: (error: { code?: unknown }) => logged.push(error.code) };
    const cache = await create(ignoring({ LOGGER: LOGGER as never, LOG_IGNORED_EXCEPTIONS: true }));
    await raw("SET", ":1:k", "");
    assert.equal(await cache.get("k", 5), 5);
    assert.deepEqual(logged, ["ERR_DECODE"]);
  }),

  "during a known outage calls are answered at once": needingOutages(async ({ createDead }) => {
    const dead = await createDead(ignoring());
    await dead.get("k");
    const started = performance.now();
    await Promise.all(Array.from({ length: 500 }, (_, n) => dead.get(`k${n}`)));
    for (let n = 0; n < 20; n++) await dead.set("k", n);
    const took = performance.now() - started;
    // If each of the twenty calls waited for a timeout or the next attempt, this would take much longer, even on a
    // busy machine.
    assert.ok(took < 10_000, `520 commands took ${Math.round(took)} ms`);
  }),

  "an iterator ends, or rejects, if its server is unreachable": needingOutages(async ({ createDead }) => {
    const dead = await createDead(ignoring());
    for await (const _ of dead.iterKeys("*")) assert.fail("there are no keys");
    for await (const _ of dead.sscanIter("k")) assert.fail("there are no members");
    const failing = await createDead();
    await rejects(() => call(failing, "iterKeys", ["*"]), UNREACHABLE);
    await rejects(() => call(failing, "sscanIter", ["k"]), UNREACHABLE);
  }),
};

/** Not every client has counters. */
function isNoCounter({ method }: MethodCall): boolean {
  return method !== "incr" && method !== "decr";
}
