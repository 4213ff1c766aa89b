import { eventually, startSentinels } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { describe, expect, it } from "vitest";
import { DjangoCache } from "./django-cache.js";

/**
 * Not empty if the machine lacks Debian's packages. Then `npm test` warns that it leaves these tests out, and CI fails.
 */
const missing =
  process.env.COFFER_NO_DJANGO === "1" ? " (left out: there is no python3-django-redis here)" : "";

describe.skipIf(missing !== "")(`coffer and the real django-redis with the same sentinels${missing}`, () => {
  it("find the same servers by the same settings, before a failover and after it", async () => {
    await using group = await startSentinels({ password: "p@ss", sentinelPassword: "other" });
    const settings = {
      LOCATION: "redis://:p%40ss@mymaster/2?is_master=1",
      OPTIONS: {
        CLIENT_CLASS: "django_redis.client.SentinelClient",
        CONNECTION_POOL_CLASS: "redis.sentinel.SentinelConnectionPool",
        SERIALIZER: "django_redis.serializers.json.JSONSerializer",
        SENTINELS: group.sentinels.map(({ host, port }) => [host, port]),
        SENTINEL_KWARGS: { password: "other", socket_timeout: 1 },
      },
    };
    const others = { DJANGO_REDIS_CONNECTION_FACTORY: "django_redis.pool.SentinelConnectionFactory" };
    await using python = new DjangoCache(settings, others);
    await using caches = await createCaches(
      { ...others, CACHES: { default: settings } },
      { parent: import.meta },
    );
    const cache = caches.get();

    const exchange = async (round: string) => {
      await eventually(() => cache.set(`${round} coffer`, { from: "coffer" }));
      await eventually(() => python.call("set", [`${round} python`, { from: "python" }]));
      await eventually(async () => {
        expect(await python.call("get", [`${round} coffer`])).toEqual({ from: "coffer" });
        expect(await cache.get(`${round} python`)).toEqual({ from: "python" });
      });
    };
    await exchange("before");
    await cache.set("n", 1, null);
    expect(await python.call("incr", ["n"])).toEqual({ $int: "2" });

    const old = await group.primary();
    expect(await old.info("keyspace")).toMatchObject({ db2: expect.stringContaining("keys=3") });
    // WAIT covers the writes of its own connection, and thereby all writes before them.
    await old.command("SET", "marker", "1");
    expect(await old.command("WAIT", 1, 25_000)).toBe(1);
    await old.kill();
    await group.failedOver(old);
    await exchange("after");
    expect(await cache.incr("n")).toBe(3);
    expect(await python.call("incr", ["n"])).toEqual({ $int: "4" });
  });
});
