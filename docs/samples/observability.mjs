import assert from "node:assert/strict";
import { createCaches } from "coffer";

const LOCATION = process.env.REDIS_URL ?? "redis://127.0.0.1:6379/1";
const caches = await createCaches({ CACHES: { default: { LOCATION, KEY_PREFIX: "shop" } } });
const cache = caches.get("default");

// #region stats
await cache.set("user:1", { name: "Ada" });
await Promise.all([cache.get("user:1"), cache.get("user:2"), cache.get("user:3")]);

const { hits, misses, writes, errors, batches, latency } = caches.stats().default;
assert.deepEqual({ hits, misses, writes, errors }, { hits: 1, misses: 2, writes: 1, errors: 0 });
assert.equal(batches.count, 2); // trips to the server: one for the set, one for the three gets
assert.equal(batches.sum, 4); // keys that shared them
assert.ok(latency.sum > 0); // seconds

// #endregion stats

// #region prometheus
import { registerMetrics } from "@coffer/metrics-prometheus";
import { register } from "prom-client";

registerMetrics(caches);
const text = await register.metrics(); // what a web server answers to GET /metrics
assert.match(text, /^coffer_hits_total\{cache="default"\} 1$/m);
assert.match(text, /^coffer_misses_total\{cache="default"\} 2$/m);

// #endregion prometheus

// #region tracing
import { instrument } from "@coffer/tracing-opentelemetry";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";

const exporter = new InMemorySpanExporter(); // in a service: the SDK's own, to a collector
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();
const stop = instrument(); // after the SDK has been started

await cache.get("user:1");
const [span] = exporter.getFinishedSpans();
assert.match(span.name, /^get /);
assert.equal(span.attributes["db.operation.name"], "get");
assert.equal(span.attributes["coffer.hits"], 1);
stop();

// #endregion tracing

// #region commands
import { subscribe, tracingChannel } from "node:diagnostics_channel";

const LIMIT = 0; // milliseconds; in a service rather 50
const slow = [];
const started = new WeakMap();
const commands = tracingChannel("coffer:command");
const watch = {
  start: (message) => started.set(message, performance.now()),
  asyncEnd: (message) => {
    const took = performance.now() - started.get(message);
    if (took > LIMIT) slow.push(`${message.alias}.${message.operation}`);
  },
};
commands.subscribe(watch);
await cache.getMany(["user:1", "user:2"]);
assert.deepEqual(slow, ["default.getMany"]);
commands.unsubscribe(watch);
// #endregion commands

// #region outages
const news = [];
subscribe("coffer:connection", ({ state, server }) => news.push(`${server} is ${state}`));

const elsewhere = await createCaches({ CACHES: { default: { LOCATION: "redis://127.0.0.1:1/0" } } });
await assert.rejects(elsewhere.get("default").get("user:1"));
await assert.rejects(elsewhere.get("default").get("user:2"));
assert.equal(news.length, 1); // of one outage, once
assert.match(news[0], /127\.0\.0\.1:1.* is down/);
// #endregion outages

await elsewhere.close();
await caches.close();
await provider.shutdown();
