import { createCaches } from "@coffer/cache-core";
import { eventually, type RedisServer, startSteadyWrites } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { startShards } from "../shards.js";

const DRIVERS = ["@coffer/connection-ioredis", "@coffer/connection-redis"];

describe.each(DRIVERS)("a shard that is killed in the middle of 500 writes a second (%s)", (driver) => {
  it("loses no acknowledged write, delays no other shard, and is written to again once it is back", async () => {
    // It writes its file before it answers, so that acknowledged writes are durable.
    await using shards = await startShards({ persistent: true, config: { appendfsync: "always" } });
    const OPTIONS = {
      CLIENT_CLASS: "@coffer/client-shard",
      SERIALIZER: "@coffer/serializer-json",
      CONNECTION_FACTORY: driver,
      SOCKET_TIMEOUT: 30,
      SOCKET_CONNECT_TIMEOUT: 30,
    };
    await using caches = await createCaches(
      { CACHES: { default: { LOCATION: shards.urls, OPTIONS } } },
      { parent: import.meta },
    );
    await caches.ready();
    const cache = caches.get();
    const victim = shards.servers[1] as RedisServer;
    const isVictims = (key: string) => shards.serverOf(`:1:${key}`) === victim;

    const writes = startSteadyWrites((key) => cache.set(key, key));
    const ofVictim = () => writes.acknowledged.filter(isVictims).length;
    await eventually(() => expect(ofVictim()).toBeGreaterThan(100));
    await victim.kill();
    await eventually(() => expect(writes.records.some(({ error }) => error !== undefined)).toBe(true));
    await victim.restart();
    const before = ofVictim();
    await eventually(() => expect(ofVictim()).toBeGreaterThan(before + 100));
    await writes.stop();

    const { acknowledged } = writes;
    expect(acknowledged.length).toBeGreaterThan(500);
    const found = await cache.getMany(acknowledged);
    expect(acknowledged.filter((key) => found.get(key) !== key)).toEqual([]);
    const failed = writes.records.filter(({ error }) => error !== undefined);
    expect(failed.filter(({ key }) => !isVictims(key))).toEqual([]);
    expect(failed.map(({ error }) => (error as { name?: string }).name)).not.toContain("TypeError");
  });
});
