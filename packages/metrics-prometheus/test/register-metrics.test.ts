import { setTimeout as sleep } from "node:timers/promises";
import type { Caches } from "@coffer/cache-core";
import { registerMetrics } from "@coffer/metrics-prometheus";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { AggregatorRegistry, Registry } from "prom-client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cachesOn } from "./application.js";

let server: RedisServer;
let caches: Caches;
let registry: Registry;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.command("FLUSHALL");
  caches = await cachesOn({ default: server.url(0), sessions: server.url(1) });
  registry = new Registry();
});
afterEach(() => caches.close());

/** The samples in the text format of Prometheus: name and labels, and the value. */
async function scrape(from: { metrics(): Promise<string> } = registry): Promise<Map<string, number>> {
  const lines = (await from.metrics()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

describe("registerMetrics", () => {
  test("exports hits, misses and writes of each cache, as of the scrape", async () => {
    registerMetrics(caches, { registry });
    const [cache, sessions] = [caches.get(), caches.get("sessions")];
    await cache.set("a", 1);
    await Promise.all([cache.get("a"), cache.get("a"), cache.get("b")]);
    await sessions.getMany(["x", "y"]);

    const samples = await scrape();
    expect(samples.get('coffer_hits_total{cache="default"}')).toBe(2);
    expect(samples.get('coffer_misses_total{cache="default"}')).toBe(1);
    expect(samples.get('coffer_writes_total{cache="default"}')).toBe(1);
    expect(samples.get('coffer_hits_total{cache="sessions"}')).toBe(0);
    expect(samples.get('coffer_misses_total{cache="sessions"}')).toBe(2);

    await cache.get("a");
    expect((await scrape()).get('coffer_hits_total{cache="default"}')).toBe(3);
  });

  test("exports errors by code, with zeros from the start, ignored ones too", async () => {
    await using unreachable = await startServer();
    await using ignoring = await cachesOn({ default: unreachable.url() }, { IGNORE_EXCEPTIONS: true });
    registerMetrics(ignoring, { registry });
    expect((await scrape()).get('coffer_errors_total{cache="default",code="ERR_UNREACHABLE"}')).toBe(0);
    await unreachable.kill();
    expect(await ignoring.get().get("a", "quiet")).toBe("quiet");
    expect((await scrape()).get('coffer_errors_total{cache="default",code="ERR_UNREACHABLE"}')).toBe(1);
  });

  test("exports loads, failed loads, and returned stale values", async () => {
    registerMetrics(caches, { registry });
    const cache = caches.get();
    const options = { timeout: "1ms", grace: "1h" } as const;
    await cache.getOrSet("k", () => "old", options);
    await sleep(20);
    const fail = () => Promise.reject(new Error("no luck"));
    expect(await cache.getOrSet("k", fail, options)).toBe("old");

    const samples = await scrape();
    expect(samples.get('coffer_loads_total{cache="default"}')).toBe(2);
    expect(samples.get('coffer_load_errors_total{cache="default"}')).toBe(1);
    expect(samples.get('coffer_stale_served_total{cache="default"}')).toBe(1);
    expect(samples.get('coffer_loads_total{cache="sessions"}')).toBe(0);
  });

  test("exports sizes and times of batches as histograms with cumulative buckets", async () => {
    registerMetrics(caches, { registry });
    const cache = caches.get();
    await Promise.all(Array.from({ length: 50 }, (_, index) => cache.get(`k${index}`)));
    await cache.incr("n", 1, { ignoreKeyCheck: true });

    const samples = await scrape();
    expect(samples.get('coffer_batch_size_count{cache="default"}')).toBe(2);
    expect(samples.get('coffer_batch_size_sum{cache="default"}')).toBe(51);
    expect(samples.get('coffer_batch_size_bucket{le="1",cache="default"}')).toBe(1);
    expect(samples.get('coffer_batch_size_bucket{le="32",cache="default"}')).toBe(1);
    expect(samples.get('coffer_batch_size_bucket{le="64",cache="default"}')).toBe(2);
    expect(samples.get('coffer_batch_size_bucket{le="+Inf",cache="default"}')).toBe(2);
    expect(samples.get('coffer_batch_duration_seconds_count{cache="default"}')).toBe(2);
    expect(samples.get('coffer_batch_duration_seconds_sum{cache="default"}')).toBeGreaterThan(0);
    expect(samples.get('coffer_batch_duration_seconds_bucket{le="+Inf",cache="default"}')).toBe(2);
  });

  test("has type and help of each metric", async () => {
    registerMetrics(caches, { registry });
    const text = await registry.metrics();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]);
    expect(Object.fromEntries(types)).toEqual({
      coffer_hits_total: "counter",
      coffer_misses_total: "counter",
      coffer_writes_total: "counter",
      coffer_loads_total: "counter",
      coffer_load_errors_total: "counter",
      coffer_stale_served_total: "counter",
      coffer_near_hits_total: "counter",
      coffer_near_misses_total: "counter",
      coffer_near_invalidations_total: "counter",
      coffer_near_flushes_total: "counter",
      coffer_near_evictions_total: "counter",
      coffer_near_entries: "gauge",
      coffer_near_bytes: "gauge",
      coffer_near_lag_seconds: "gauge",
      coffer_near_armed: "gauge",
      coffer_errors_total: "counter",
      coffer_batch_size: "histogram",
      coffer_batch_duration_seconds: "histogram",
    });
    expect([...text.matchAll(/^# HELP \S+ \S.*\.$/gm)]).toHaveLength(types.length);
  });

  test("is aggregated over the workers of a cluster, like prom-client's own metrics", async () => {
    registerMetrics(caches, { registry });
    await caches.get().set("a", 1);
    const worker = await registry.getMetricsAsJSON();
    const both = AggregatorRegistry.aggregate([worker, worker] as never);
    const samples = await scrape(both);
    expect(samples.get('coffer_writes_total{cache="default"}')).toBe(2);
    expect(samples.get('coffer_batch_size_count{cache="default"}')).toBe(2);
  });

  test("uses another prefix for other caches, and rejects a second registration with the same", async () => {
    registerMetrics(caches, { registry });
    expect(() => registerMetrics(caches, { registry })).toThrow(
      /coffer_hits_total has already been registered/,
    );
    registerMetrics(caches, { registry, prefix: "shop_cache_" });
    expect((await scrape()).has('shop_cache_hits_total{cache="default"}')).toBe(true);
  });
});
