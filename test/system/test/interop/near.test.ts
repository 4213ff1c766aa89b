import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { type Cache, type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DjangoCache } from "./django-cache.js";

/**
 * Not empty if the machine lacks Debian's packages. Then `npm test` warns that it leaves these tests out, and CI fails.
 */
const missing =
  process.env.COFFER_NO_DJANGO === "1" ? " (left out: there is no python3-django-redis here)" : "";

describe.skipIf(missing !== "")(`the layer near beside the real django-redis${missing}`, () => {
  let server: RedisServer;
  let python: DjangoCache;
  let caches: Caches;
  let cache: Cache;

  beforeAll(async () => {
    server = await startServer();
    const shared = { LOCATION: server.url(), KEY_PREFIX: "shop", TIMEOUT: 3600 };
    const SERIALIZER = "django_redis.serializers.json.JSONSerializer";
    python = new DjangoCache({ ...shared, OPTIONS: { SERIALIZER } });
    const OPTIONS = { SERIALIZER, LAYERS: ["near"], NEAR_CACHE: { TIMEOUT: 3600 } };
    caches = await createCaches({ CACHES: { default: { ...shared, OPTIONS } } }, { parent: import.meta });
    cache = caches.get();
  });
  afterAll(async () => {
    await caches.close();
    await python[Symbol.asyncDispose]();
    await server.stop();
  });

  const hits = () => cache.stats().near?.hits ?? 0;

  /** Stores a value, and resolves once reads get it from memory. */
  async function kept(key: string, value: number): Promise<void> {
    await cache.set(key, value);
    await eventually(async () => {
      await cache.get(key);
      const before = hits();
      expect(await cache.get(key)).toBe(value);
      expect(hits()).toBe(before + 1);
    });
  }

  const five = { $int: "5" };
  it.each([
    ["set", ["k", five], 5],
    ["set_many", [{ k: five }], 5],
    ["incr", ["k"], 2],
    ["delete", ["k"], undefined],
    ["delete_pattern", ["k*"], undefined],
    ["clear", [], undefined],
  ] as const)("Django's %s invalidates the value in memory", async (method, args, expected) => {
    await kept("k", 1);
    await python.call(method, [...args]);
    await eventually(async () => expect(await cache.get("k")).toBe(expected));
  });
});
