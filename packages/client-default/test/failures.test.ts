import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

describe("calls that share a failed round trip", () => {
  let server: RedisServer;
  let caches: Caches;
  let cache: Cache;
  beforeEach(async () => {
    server = await startServer();
    const OPTIONS = {
      CLIENT_CLASS: "@coffer/client-default",
      CONNECTION_FACTORY: "@coffer/connection-ioredis",
      SERIALIZER: "@coffer/serializer-json",
    };
    caches = await createCaches(
      { CACHES: { default: { LOCATION: server.url(), OPTIONS } } },
      { parent: import.meta },
    );
    cache = caches.get();
    await caches.ready();
  });
  afterEach(async () => {
    await caches.close();
    await server.stop();
  });

  type Call = (key: string) => Promise<unknown>;
  const CALLS: Readonly<Record<string, Call>> = {
    get: (key) => cache.get(key),
    set: (key) => cache.set(key, 1),
    delete: (key) => cache.delete(key),
    getMany: (key) => cache.getMany([key, `${key}2`]),
    incr: (key) => cache.incr(key),
    hget: (key) => cache.hget(key, "field"),
    ttl: (key) => cache.ttl(key),
    getOrSet: (key) => cache.getOrSet(key, 1),
  };

  for (const [name, call] of Object.entries(CALLS)) {
    it(`${name}: each rejects with its own error, with its key and its caller's frames`, async () => {
      async function alice() {
        await call("key-of-alice");
      }
      async function bob() {
        await call("key-of-bob");
      }
      await server.stop();
      for (let round = 0; round < 2; round++) {
        const [one, two] = await Promise.allSettled([alice(), bob()]);
        if (one.status !== "rejected" || two.status !== "rejected") throw new Error("both have to fail");
        expect(one.reason).not.toBe(two.reason);
        expect(one.reason.name).toBe("ConnectionInterrupted");
        expect(one.reason.code).toMatch(/^ERR_(UNREACHABLE|NO_REPLY)$/);
        expect([one.reason.message, two.reason.message]).toEqual([
          expect.stringContaining(":1:key-of-alice"),
          expect.stringContaining(":1:key-of-bob"),
        ]);
        expect(one.reason.stack).toContain("alice");
        expect(two.reason.stack).toContain("bob");
        expect(one.reason.cause).toBeInstanceOf(Error);
      }
    });
  }
});
