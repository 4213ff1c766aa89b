import { createCaches } from "@coffer/cache-core";
import { DefaultClient } from "@coffer/client-default";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { startServer } from "@coffer-internal/servers";
import { expect, test } from "vitest";

test("a herd counts hits, misses and stores like any client", async () => {
  await using server = await startServer();
  const OPTIONS = {
    CLIENT_CLASS: DefaultClient,
    LAYERS: ["herd"],
    CONNECTION_FACTORY: ConnectionFactory,
    SERIALIZER: JsonSerializer,
  };
  const settings = { CACHES: { default: { LOCATION: server.url(), OPTIONS } } };
  await using caches = await createCaches(settings);
  const cache = caches.get();
  const counted = () => {
    const { hits, misses, writes, errors } = cache.stats();
    return { hits, misses, writes, errors };
  };

  await cache.set("a", { name: "Ada" });
  expect([await cache.add("a", 1), await cache.add("b", 1)]).toEqual([false, true]);
  await Promise.all([cache.get("a"), cache.getMany(["a", "missing"])]);
  expect(counted()).toEqual({ hits: 2, misses: 1, writes: 2, errors: 0 });

  await Promise.all([cache.getOrSet("c", () => "loaded"), cache.getOrSet("c", () => "loaded")]);
  expect(counted()).toEqual({ hits: 2, misses: 3, writes: 3, errors: 0 });
  await cache.getOrSet("c", () => "loaded");
  expect(counted()).toEqual({ hits: 3, misses: 3, writes: 3, errors: 0 });
});
