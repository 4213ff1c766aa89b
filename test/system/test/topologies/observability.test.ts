import { registerMetrics } from "@coffer/metrics-prometheus";
import { instrument } from "@coffer/tracing-opentelemetry";
import { createCaches } from "coffer";
import { Registry } from "prom-client";
import { afterEach, describe, expect, test } from "vitest";
import { Telemetry } from "../../../../packages/tracing-opentelemetry/test/telemetry.js";
import { TOPOLOGIES, type Topology } from "./topologies.js";

const KEYS = Array.from({ length: 30 }, (_, n) => `k${n}`);
/** The error codes of an outage: which one it is depends on when the outage is noticed. */
const AWAY = /^ERR_(UNREACHABLE|NO_REPLY|TIMEOUT)$/;

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function open(topology: Topology) {
  const telemetry = new Telemetry();
  const stop = instrument({ meterProvider: telemetry.meterProvider });
  const { settings } = topology;
  const OPTIONS = { ...settings.OPTIONS, SOCKET_TIMEOUT: 5, SOCKET_CONNECT_TIMEOUT: 5 };
  const caches = await createCaches({ CACHES: { default: { ...settings, OPTIONS } } });
  const registry = new Registry();
  registerMetrics(caches, { registry });
  opened.push(topology, {
    async [Symbol.asyncDispose]() {
      stop();
      await caches.close();
      await telemetry.stop();
    },
  });
  await caches.ready();
  /** The value of a metric, by its labels as Prometheus writes them. */
  const metric = async (name: string) => {
    const line = (await registry.metrics()).split("\n").find((each) => each.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.split(" ").at(-1));
  };
  return { cache: caches.get(), caches, telemetry, metric, registry };
}

describe.each(Object.entries(TOPOLOGIES))("a cache on %s", (_, start) => {
  test("counts each key once, wherever it is, and every round trip", async () => {
    const { cache, metric } = await open(await start());
    expect(await cache.setMany(KEYS.slice(0, 20).map((key) => [key, key] as const))).toEqual([]);
    expect((await cache.getMany(KEYS)).size).toBe(20);
    await cache.getOrSet("loaded", () => "value");
    expect(await metric('coffer_hits_total{cache="default"}')).toBe(20);
    expect(await metric('coffer_misses_total{cache="default"}')).toBe(11);
    expect(await metric('coffer_writes_total{cache="default"}')).toBe(21);
    expect(await metric('coffer_loads_total{cache="default"}')).toBe(1);
    const trips = await metric('coffer_batch_size_count{cache="default"}');
    expect(trips).toBeGreaterThan(2);
    expect(await metric('coffer_batch_duration_seconds_count{cache="default"}')).toBe(trips);
  });

  test("has one span for each call, however many servers it involves", async () => {
    const { cache, telemetry } = await open(await start());
    await cache.setMany(KEYS.map((key) => [key, key] as const));
    await cache.getMany(KEYS);
    await cache.deleteMany(KEYS);
    const told = telemetry.spans.map(({ name, attributes }) => [
      name.split(" ")[0],
      attributes["db.operation.batch.size"],
    ]);
    expect(told).toEqual([
      ["setMany", 30],
      ["getMany", 30],
      ["deleteMany", 30],
    ]);
  });

  test("counts and shows the errors of an unreachable server", async () => {
    const topology = await start();
    const { cache, telemetry, registry } = await open(topology);
    await cache.set("k", "value");
    const server = await topology.serverOf(":1:k");
    await server.kill();
    const { code } = await cache.get("k").then(
      () => expect.unreachable("the server is unreachable"),
      (error: { code: string }) => error,
    );
    expect(code).toMatch(AWAY);
    expect(telemetry.span("get").attributes["error.type"]).toBe(code);
    expect(await registry.metrics()).toContain(`coffer_errors_total{cache="default",code="${code}"} 1`);
  });
});
