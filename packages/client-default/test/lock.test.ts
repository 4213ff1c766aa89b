import { setTimeout as sleep } from "node:timers/promises";
import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import { type RedisServer, startReplicated, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const OPTIONS = {
  CLIENT_CLASS: "@coffer/client-default",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
  SERIALIZER: "@coffer/serializer-json",
  SOCKET_TIMEOUT: 0.3,
};

function cachesAt(LOCATION: string | string[], options: object = {}): Promise<Caches> {
  const settings = { CACHES: { default: { LOCATION, OPTIONS: { ...OPTIONS, ...options } } } };
  return createCaches(settings, { parent: import.meta });
}

describe("a lock while Redis is away", () => {
  let server: RedisServer;
  let caches: Caches;
  let cache: Cache;
  beforeEach(async () => {
    server = await startServer();
    caches = await cachesAt(server.url());
    cache = caches.get();
  });
  afterEach(async () => {
    await caches.close();
    await server.stop();
  });

  it("is taken for lost, and the signal aborted, when its time is over and not later", async () => {
    const started = performance.now();
    const aborted = cache.lock("report", { timeout: 1 }).using(async (signal) => {
      await server.freeze();
      await sleep(10_000, undefined, { signal }).catch(() => {});
      return performance.now() - started;
    });
    await expect(aborted).rejects.toMatchObject({ code: "ERR_LOCK_NOT_OWNED" });
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(performance.now() - started).toBeLessThan(2500);
    server.thaw();
  });

  it("outlives an outage that is shorter than its time", async () => {
    const result = cache.lock("report", { timeout: 2 }).using(async (signal) => {
      await server.freeze();
      await sleep(1000);
      server.thaw();
      await sleep(1500);
      return signal.aborted;
    });
    expect(await result).toBe(false);
  });

  it("is not left behind by an acquire whose reply did not come", async () => {
    await cache.has("a connection");
    await server.freeze();
    await expect(cache.lock("report").acquire()).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
    server.thaw();
    await server.waitFor(async () => (await server.command("EXISTS", ":1:report")) === 0);
    await sleep(100);
    expect(await cache.lock("report").locked()).toBe(false);
  });
});

it("a lock does not move to a replica that takes writes: there it would be another lock", async () => {
  await using group = await startReplicated({ replicas: 1 });
  const caches = await cachesAt(
    group.servers.map((server) => server.url()),
    { REPLICA_READ_ONLY: false },
  );
  const cache = caches.get();
  await group.replicas[0]?.command("CONFIG", "SET", "replica-read-only", "no");
  const held = await cache.lock("report").acquire();
  expect(await held?.owned()).toBe(true);
  await group.primary.kill();
  expect(await cache.set("value", 1)).toBe(true);
  await expect(cache.lock("other").acquire({ blocking: false })).rejects.toMatchObject({
    name: "ConnectionInterrupted",
  });
  await caches.close();
});
