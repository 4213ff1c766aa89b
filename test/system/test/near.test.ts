import { createCaches } from "@coffer/cache-core";
import { registerMetrics } from "@coffer/metrics-prometheus";
import SessionStore from "@coffer/session-store";
import { eventually, startServer } from "@coffer-internal/servers";
import { Registry } from "prom-client";
import { expect, it } from "vitest";

const PARTS = {
  CLIENT_CLASS: "default",
  LAYERS: ["near"],
  CONNECTION_FACTORY: "ioredis",
  SERIALIZER: "json",
} as const;

const ID = "0123456789abcdef";

it("sessions are read from Redis and not from memory, unless KEYS names them", async () => {
  await using server = await startServer();
  const cacheWith = (NEAR_CACHE: object) => ({
    LOCATION: server.url(),
    OPTIONS: { ...PARTS, NEAR_CACHE },
  });
  const CACHES = { default: cacheWith({}), named: cacheWith({ KEYS: ["session:"] }) };
  await using caches = await createCaches({ CACHES }, { parent: import.meta });
  for (const [alias, isKept] of [
    ["default", false],
    ["named", true],
  ] as const) {
    const cache = caches.get(alias);
    const store = new SessionStore(cache);
    await store.set(ID, { cookie: {}, user: alias } as never);
    await eventually(async () => {
      await cache.get("session:armed");
      expect(cache.stats().near?.state).toBe("armed");
    });
    const hits = () => cache.stats().near?.hits ?? 0;
    const before = hits();
    if (isKept) {
      await eventually(async () => {
        expect(await store.get(ID)).toMatchObject({ user: alias });
        expect(hits()).toBeGreaterThan(before);
      });
    } else {
      // The value may be in memory, for callers that read it through the cache itself.
      await eventually(async () => {
        await cache.get(`session:${ID}`);
        expect(hits()).toBeGreaterThan(before);
      });
      const then = hits();
      expect(await store.get(ID)).toMatchObject({ user: alias });
      expect(hits()).toBe(then);
    }
  }
});

it("metrics describe the values in memory, for caches with the layer near", async () => {
  await using server = await startServer();
  const LOCATION = server.url();
  const CACHES = {
    near: { LOCATION, OPTIONS: { ...PARTS, NEAR_CACHE: { MAX_LAG: 60 } } },
    plain: { LOCATION, OPTIONS: { ...PARTS, LAYERS: [] } },
  };
  await using caches = await createCaches({ CACHES }, { parent: import.meta });
  const registry = new Registry();
  registerMetrics(caches, { registry });
  const cache = caches.get("near");
  await cache.set("k", 1);
  await eventually(async () => {
    await cache.get("k");
    expect(cache.stats().near?.hits).toBeGreaterThan(0);
  });
  const { hits, misses } = cache.stats().near ?? {};
  const text = await registry.metrics();
  expect(text).toContain(`coffer_near_hits_total{cache="near"} ${hits}\n`);
  expect(text).toContain(`coffer_near_misses_total{cache="near"} ${misses}\n`);
  expect(text).toContain('coffer_near_entries{cache="near"} 1\n');
  expect(text).toContain('coffer_near_armed{cache="near"} 1\n');
  expect(text).not.toMatch(/coffer_near_\w+\{cache="plain"\}/);
});
