import { setTimeout as sleep } from "node:timers/promises";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Cache, type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lockVector } from "../../../fixtures/interop-vectors.js";
import { DjangoCache } from "./django-cache.js";

const missing =
  process.env.COFFER_NO_DJANGO === "1" ? " (left out: there is no python3-django-redis here)" : "";

const ONCE = { blocking: false };

describe("a lock as redis-py stored it", () => {
  let server: RedisServer;
  let caches: Caches;
  beforeAll(async () => {
    server = await startServer();
    const { key_prefix: KEY_PREFIX, version: VERSION } = lockVector;
    caches = await createCaches({ CACHES: { default: { LOCATION: server.url(), KEY_PREFIX, VERSION } } });
  });
  afterAll(async () => {
    await caches.close();
    await server.stop();
  });

  it("belongs to another holder, and whoever knows its token can release it", async () => {
    const stored = Buffer.from(lockVector.stored_hex, "hex");
    await server.command("SET", lockVector.redis_key, stored, "NX", "PX", lockVector.timeout * 1000);
    const cache = caches.get();
    const lock = cache.lock(lockVector.key, { timeout: lockVector.timeout });
    expect(await lock.acquire(ONCE)).toBe(null);
    expect(await lock.locked()).toBe(true);
    await cache.delete(lockVector.key);
    const held = await lock.acquire({ token: lockVector.stored_text });
    expect(await server.command("GET", lockVector.redis_key)).toEqual(stored);
    expect(await server.command("TYPE", lockVector.redis_key)).toEqual(lockVector.redis_type);
    expect(await server.command("PTTL", lockVector.redis_key)).toBeGreaterThan(20_000);
    await held?.release();
    expect(await server.command("EXISTS", lockVector.redis_key)).toBe(0);
  });
});

describe.skipIf(missing !== "")(
  `coffer's locks and those of the real redis-py on one Redis${missing}`,
  () => {
    let server: RedisServer;
    let python: DjangoCache;
    let caches: Caches;
    let cache: Cache;

    beforeAll(async () => {
      server = await startServer();
      const shared = { LOCATION: server.url(), KEY_PREFIX: "app:x*", VERSION: 7 };
      const OPTIONS = { SERIALIZER: "django_redis.serializers.json.JSONSerializer" };
      python = new DjangoCache({ ...shared, OPTIONS });
      caches = await createCaches({ CACHES: { default: { ...shared, OPTIONS } } }, { parent: import.meta });
      cache = caches.get();
    });
    afterAll(async () => {
      await caches?.close();
      await python?.[Symbol.asyncDispose]();
      await server?.stop();
    });
    beforeEach(() => cache.clear());

    it("Python does not get a lock that coffer holds, and gets it once it is released", async () => {
      const held = await cache.lock("job", { timeout: 30 }).acquire();
      expect(await python.call("lock_acquire", ["job"], { blocking: false })).toBe(false);
      expect(await python.call("lock_locked", ["job"])).toBe(true);
      await held?.release();
      expect(await python.call("lock_acquire", ["job"], { blocking: false })).toBe(true);
    });

    it("coffer does not get a lock that Python holds, and gets it once it is released", async () => {
      expect(await python.call("lock_acquire", ["job"], { timeout: 30 })).toBe(true);
      const lock = cache.lock("job");
      expect(await lock.acquire(ONCE)).toBe(null);
      expect(await lock.locked()).toBe(true);
      expect(await cache.pttl("job")).toBeGreaterThan(20_000);
      const waiting = lock.acquire({ blockingTimeout: 60 });
      await sleep(50);
      await python.call("lock_release", ["job"]);
      const held = await waiting;
      expect(await held?.owned()).toBe(true);
      expect(await python.call("lock_owned", ["job"])).toBe(false);
    });

    it("neither side releases or extends the lock of the other", async () => {
      await python.call("lock_acquire", ["job"], { timeout: 30 });
      await cache.delete("job");
      const held = await cache.lock("job", { timeout: 60 }).acquire();
      for (const [method, args] of [
        ["lock_extend", ["job", { $int: "5" }]],
        ["lock_reacquire", ["job"]],
        ["lock_release", ["job"]],
      ] as const) {
        await expect(python.call(method, [...args]), method).rejects.toThrow(/LockNotOwned/);
      }
      expect(await cache.pttl("job")).toBeGreaterThan(40_000);
      await cache.delete("job");
      await python.call("lock_acquire", ["job"], { timeout: 30 });
      await expect(held?.extend(5)).rejects.toMatchObject({ code: "ERR_LOCK_NOT_OWNED" });
      await expect(held?.reacquire()).rejects.toMatchObject({ code: "ERR_LOCK_NOT_OWNED" });
      await expect(held?.release()).rejects.toMatchObject({ code: "ERR_LOCK_NOT_OWNED" });
      expect(await python.call("lock_owned", ["job"])).toBe(true);
    });

    it("a token means the same to both: coffer releases a lock that Python acquired with it", async () => {
      const { token } = (await cache.lock("job").acquire()) ?? {};
      await cache.delete("job");
      await python.call("lock_acquire", ["job"], { token: token as string });
      const lock = cache.lock("other", { timeout: 30 });
      await lock.acquire({ token: token as string });
      expect(await server.command("GET", "app:x*:7:job")).toEqual(
        await server.command("GET", "app:x*:7:other"),
      );
      expect(await python.call("lock_release", ["job"])).toBe(null);
    });
  },
);
