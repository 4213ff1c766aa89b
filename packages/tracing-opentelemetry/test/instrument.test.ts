import type { Caches } from "@coffer/cache-core";
import { instrument } from "@coffer/tracing-opentelemetry";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  ATTR_DB_NAMESPACE,
  ATTR_DB_OPERATION_BATCH_SIZE,
  ATTR_DB_OPERATION_NAME,
  ATTR_DB_RESPONSE_STATUS_CODE,
  ATTR_DB_SYSTEM_NAME,
  ATTR_ERROR_TYPE,
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  METRIC_DB_CLIENT_OPERATION_DURATION,
} from "@opentelemetry/semantic-conventions";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cachesAt } from "./application.js";
import { Telemetry } from "./telemetry.js";

let server: RedisServer;
let caches: Caches;
let telemetry: Telemetry;
let stop: () => void;

const cache = () => caches.get("shop");
const begin = (options: Parameters<typeof instrument>[0] = {}) => {
  stop = instrument({ meterProvider: telemetry.meterProvider, ...options });
};

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.command("FLUSHALL");
  caches = await cachesAt(server.url(3));
  telemetry = new Telemetry();
});
afterEach(async () => {
  stop();
  await telemetry.stop();
  await caches.close();
});

describe("a span", () => {
  test("has the operation and its target, by the semantic conventions", async () => {
    begin();
    await cache().set("user:1", { name: "Ada" });
    const span = telemetry.span("set");
    expect(span.name).toBe(`set ${server.host}:${server.port}`);
    expect(span.instrumentationScope).toMatchObject({
      name: "@coffer/tracing-opentelemetry",
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(span.kind).toBe(SpanKind.CLIENT);
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
    expect(span.attributes).toEqual({
      [ATTR_DB_SYSTEM_NAME]: "redis",
      [ATTR_DB_OPERATION_NAME]: "set",
      [ATTR_DB_NAMESPACE]: "3",
      [ATTR_SERVER_ADDRESS]: server.host,
      [ATTR_SERVER_PORT]: server.port,
      "coffer.cache": "shop",
    });
  });

  test("has how many keys a batch has, and how many of them were found", async () => {
    begin();
    await cache().setMany({ a: 1, b: 2 });
    await cache().getMany(["a", "b", "c"]);
    await cache().deleteMany(["a"]);
    expect(telemetry.span("setMany").attributes[ATTR_DB_OPERATION_BATCH_SIZE]).toBe(2);
    expect(telemetry.span("getMany").attributes).toMatchObject({
      [ATTR_DB_OPERATION_BATCH_SIZE]: 3,
      "coffer.hits": 2,
    });
    expect(telemetry.span("deleteMany").attributes).not.toHaveProperty([ATTR_DB_OPERATION_BATCH_SIZE]);
  });

  test("has no key and no value, not even in errors", async () => {
    begin();
    await cache().set("secret-key", "secret-value");
    await cache().hset("secret-hash", "secret-field", "secret-value");
    await cache()
      .incr("secret-key")
      .catch(() => undefined);
    await cache().get("secret-key", "secret-fallback");
    expect(telemetry.spans.map(({ name }) => name.split(" ")[0])).toEqual(["set", "hset", "incr", "get"]);
    const told = telemetry.spans.map(({ name, attributes, status, events }) => ({
      name,
      attributes,
      status,
      events,
    }));
    expect(JSON.stringify(told)).not.toContain("secret");
  });

  test("has keys on request, and the messages of errors", async () => {
    begin({ keys: true });
    await cache().set("a", "text");
    await cache().setMany(new Map([["b", 1]]));
    await cache().getMany(new Set(["a", "b"]));
    await cache()
      .incr("a")
      .catch(() => undefined);
    expect(telemetry.span("set").attributes["coffer.keys"]).toEqual(["a"]);
    expect(telemetry.span("setMany").attributes["coffer.keys"]).toEqual(["b"]);
    expect(telemetry.span("getMany").attributes["coffer.keys"]).toEqual(["a", "b"]);
    expect(telemetry.span("incr").status.message).toContain(":1:a");
  });

  test("of a rejected command has the error's code and Redis's", async () => {
    begin();
    await cache().sadd("a", 1);
    await expect(cache().hset("a", "field", 1)).rejects.toThrow("WRONGTYPE");
    const { status, attributes } = telemetry.span("hset");
    expect(status).toEqual({ code: SpanStatusCode.ERROR });
    expect(attributes).toMatchObject({
      [ATTR_ERROR_TYPE]: "ERR_REPLY",
      [ATTR_DB_RESPONSE_STATUS_CODE]: "WRONGTYPE",
    });
  });

  test("of a wrong argument has the name of its error", async () => {
    begin();
    await expect(cache().set("a", undefined)).rejects.toThrow(TypeError);
    expect(telemetry.span("set").attributes[ATTR_ERROR_TYPE]).toBe("TypeError");
  });

  test("shows an outage also if the cache ignores it", async () => {
    begin();
    await using unreachable = await startServer();
    await using ignoring = await cachesAt(unreachable.url(), { IGNORE_EXCEPTIONS: true });
    await unreachable.kill();
    expect(await ignoring.get("shop").get("a", "quiet")).toBe("quiet");
    expect(await ignoring.get("shop").getOrSet("a", () => "loaded")).toBe("loaded");
    expect(await ignoring.get("shop").setMany({ a: 1 })).toEqual(["a"]);
    for (const name of ["get", "getOrSet", "setMany"]) {
      const { status, attributes } = telemetry.span(name);
      expect(status.code, name).toBe(SpanStatusCode.ERROR);
      expect(attributes[ATTR_ERROR_TYPE], name).toBe("ERR_UNREACHABLE");
    }
  });

  test("of a cache with several servers names none of them, and shows no password", async () => {
    begin();
    await using replicated = await cachesAt([server.url(), server.url()]);
    await replicated.get("shop").set("a", 1);
    expect(telemetry.span("set").name).toBe("set");
    expect(telemetry.span("set").attributes).not.toHaveProperty([ATTR_SERVER_ADDRESS]);

    await using secured = await startServer({ password: "hidden" });
    await using locked = await cachesAt(secured.url());
    await locked.get("shop").get("a");
    expect(JSON.stringify(telemetry.span("get").attributes)).not.toContain("hidden");
    expect(telemetry.span("get").attributes[ATTR_SERVER_PORT]).toBe(secured.port);
  });

  test("of a lock shows how long a caller waited for it, and the work under it", async () => {
    begin();
    const lock = cache().lock("report", { timeout: 5 });
    const held = await lock.acquire();
    expect(await cache().lock("report").acquire({ blocking: false })).toBe(null);
    await held?.release();
    expect(await lock.using(() => cache().get("a"))).toBe(undefined);
    const names = telemetry.spans.map(({ attributes }) => attributes[ATTR_DB_OPERATION_NAME]);
    expect(names).toEqual(["lock.acquire", "lock.acquire", "get", "lock.using"]);
    const [using, get] = [telemetry.span("lock.using"), telemetry.span("get")];
    expect(get.parentSpanContext?.spanId).toBe(using.spanContext().spanId);
  });

  test("of an iteration lasts until its end, also if it is left early", async () => {
    begin();
    await cache().setMany({ a: 1, b: 2, c: 3 });
    const keys: string[] = [];
    for await (const key of cache().iterKeys("*")) {
      expect(telemetry.spans.map(({ name }) => name.split(" ")[0])).toEqual(["setMany"]);
      keys.push(key);
    }
    expect(keys.sort()).toEqual(["a", "b", "c"]);
    for await (const _ of cache().iterKeys("*")) break;
    // The end of an iteration is published a moment later.
    await Promise.resolve();
    expect(telemetry.spans.filter(({ name }) => name.startsWith("iterKeys"))).toHaveLength(2);
  });
});

describe("the parent of a span", () => {
  test("is the span of its caller, however many callers share a round trip", async () => {
    begin();
    const names = Array.from({ length: 50 }, (_, index) => `request ${index}`);
    const before = Number((await server.info("commandstats")).cmdstat_mget?.match(/calls=(\d+)/)?.[1] ?? 0);
    await Promise.all(
      names.map((name) =>
        telemetry.within(name, async () => {
          await cache().get(name);
          await cache().get(`${name} again`);
        }),
      ),
    );
    const after = Number((await server.info("commandstats")).cmdstat_mget?.match(/calls=(\d+)/)?.[1]);
    expect(after - before).toBe(2);

    for (const name of names) {
      const request = telemetry.spans.find((span) => span.name === name);
      const { spanId, traceId } = request?.spanContext() ?? {};
      const children = telemetry.spans.filter((span) => span.parentSpanContext?.spanId === spanId);
      expect(children.map((span) => span.name.split(" ")[0])).toEqual(["get", "get"]);
      expect(children.every((span) => span.spanContext().traceId === traceId)).toBe(true);
    }
  });

  test("is the span of its getOrSet, for commands of a loader", async () => {
    begin();
    const load = (key: string) =>
      cache().getOrSet(key, () => telemetry.within(`load ${key}`, async () => `value of ${key}`));
    await telemetry.within("request", () => Promise.all(["a", "b"].map(load)));
    await load("a");

    const found = telemetry.spans.filter(({ name }) => name.startsWith("getOrSet"));
    expect(found.map(({ attributes }) => attributes["coffer.hits"])).toEqual([0, 0, 1]);
    const loads = telemetry.spans.filter(({ name }) => name.startsWith("load"));
    const parents = loads.map(({ parentSpanContext }) => parentSpanContext?.spanId);
    expect(new Set(parents)).toEqual(new Set(found.slice(0, 2).map((span) => span.spanContext().spanId)));
  });

  test("stays the caller's after the call", async () => {
    begin();
    await telemetry.within("request", async () => {
      const mine = trace.getActiveSpan();
      const answer = cache().get("a");
      expect(trace.getActiveSpan()).toBe(mine);
      await answer;
      expect(trace.getActiveSpan()).toBe(mine);
    });
  });
});

describe("db.client.operation.duration", () => {
  test("is a histogram in seconds, by operation and error, without keys", async () => {
    begin({ keys: true });
    await cache().set("a", "text");
    await Promise.all([cache().get("a"), cache().getMany(["a", "b"]), cache().get("b")]);
    await cache()
      .incr("a")
      .catch(() => undefined);

    const { descriptor, dataPoints } = await telemetry.metric(METRIC_DB_CLIENT_OPERATION_DURATION);
    expect(descriptor).toMatchObject({ unit: "s", type: "HISTOGRAM" });
    const common = {
      [ATTR_DB_SYSTEM_NAME]: "redis",
      [ATTR_DB_NAMESPACE]: "3",
      [ATTR_SERVER_ADDRESS]: server.host,
      [ATTR_SERVER_PORT]: server.port,
      "coffer.cache": "shop",
    };
    expect(dataPoints.map(({ attributes, value }) => [attributes, value.count])).toEqual([
      [{ ...common, [ATTR_DB_OPERATION_NAME]: "set" }, 1],
      [{ ...common, [ATTR_DB_OPERATION_NAME]: "get" }, 2],
      [{ ...common, [ATTR_DB_OPERATION_NAME]: "getMany" }, 1],
      [{ ...common, [ATTR_DB_OPERATION_NAME]: "incr", [ATTR_ERROR_TYPE]: "TypeError" }, 1],
    ]);
    for (const { value } of dataPoints) {
      expect(value.buckets.boundaries).toEqual([0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]);
      expect(value.sum).toBeGreaterThan(0);
      expect(value.sum).toBeLessThan(5);
    }
  });
});

test("nothing is recorded after the end, and a running command then ends nothing", async () => {
  begin();
  const answer = cache().get("a");
  stop();
  await answer;
  await cache().get("b");
  expect(telemetry.spans).toEqual([]);
});
