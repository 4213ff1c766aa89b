import type { Cache } from "@coffer/cache-core";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, expect, it } from "vitest";
import { gate } from "./gate.js";
import { openCaches } from "./open-caches.js";

const server = await startServer();
afterAll(() => server.stop());

const outcome = (call: Promise<unknown>) => call.then(String, (error) => error.code);

describe("a loader that asks for its own key gets ERR_LOAD_CYCLE", () => {
  const depthOf = async (cache: Cache, options: object) => {
    let depth = 0;
    const load = async (): Promise<string> => {
      depth += 1;
      return depth > 20 ? "too deep" : cache.getOrSet("k", load, options);
    };
    return { outcome: await outcome(cache.getOrSet("k", load, options)), depth };
  };

  it.each([{}, { fresh: true }, { tags: ["t"] }, { tags: ["t"], fresh: true }])("%j", async (options) => {
    await using caches = await openCaches(server);
    expect(await depthOf(caches.get(), options)).toEqual({ outcome: "ERR_LOAD_CYCLE", depth: 1 });
  });

  it("with tags while Redis is away and the cache ignores that", async () => {
    await using lost = await startServer();
    const OPTIONS = { IGNORE_EXCEPTIONS: true, SOCKET_TIMEOUT: 1, SOCKET_CONNECT_TIMEOUT: 1 };
    await using caches = await openCaches(lost, OPTIONS);
    const cache = caches.get();
    await cache.set("x", 1);
    await lost.kill();
    expect(await depthOf(cache, { tags: ["t"] })).toEqual({ outcome: "ERR_LOAD_CYCLE", depth: 1 });
  });
});

describe("no cycle is reported", () => {
  it("with a load whose loader has ended without waiting", async () => {
    await using caches = await openCaches(server);
    const cache = caches.get();
    const [begun, ends, ask, asked] = [gate(), gate(), gate(), gate()];
    let left: Promise<unknown> = Promise.resolve();
    const outer = cache.getOrSet("outer", async () => {
      left = outcome(
        cache.getOrSet("inner", async () => {
          begun.open();
          await ask.passed;
          const again = cache.getOrSet("outer", () => "again");
          asked.open();
          return again;
        }),
      );
      await ends.passed;
      return "outer";
    });
    await begun.passed;
    // In one turn: the read of `outer` is sent before what its load stores.
    ask.open();
    ends.open();
    await asked.passed;
    expect(await outer).toBe("outer");
    expect(await left).toMatch(/^(outer|again)$/);
  });

  it("with a load that has ended while its key was read", async () => {
    await using caches = await openCaches(server);
    const cache = caches.get();
    const [begun, ends, ask] = [gate(), gate(), gate()];
    let left: Promise<unknown> = Promise.resolve();
    const outer = cache.getOrSet("outer", async () => {
      left = outcome(
        cache.getOrSet("inner", async () => {
          begun.open();
          await ask.passed;
          return cache.getOrSet("outer", () => "again", { timeout: 60, stale: 60 });
        }),
      );
      await ends.passed;
      return undefined;
    });
    await begun.passed;
    ask.open();
    // Nothing is stored, so the load ends while the read is on its way.
    await Promise.resolve();
    await Promise.resolve();
    ends.open();
    await outer;
    expect(await left).not.toBe("ERR_LOAD_CYCLE");
  });

  it("with a load that got a stale value at softTimeout", async () => {
    await using caches = await openCaches(server);
    const cache = caches.get();
    const [asks, asked] = [gate(), gate()];
    await cache.getOrSet("inner", () => "old", { timeout: 0.001, grace: 60 });
    await new Promise((resolve) => setTimeout(resolve, 10));
    let again: Promise<unknown> = Promise.resolve();
    const work: Promise<void>[] = [];
    const load = async () => {
      await asks.passed;
      again = outcome(cache.getOrSet("outer", () => "again"));
      asked.open();
      return again;
    };
    await cache.getOrSet("outer", async () => {
      const options = { timeout: 60, grace: 60, softTimeout: 0.02 };
      expect(await cache.getOrSet("inner", load, { ...options, behind: (each) => work.push(each) })).toBe(
        "old",
      );
      asks.open();
      await asked.passed;
      return undefined;
    });
    await Promise.all(work);
    expect(await again).not.toBe("ERR_LOAD_CYCLE");
  });
});
