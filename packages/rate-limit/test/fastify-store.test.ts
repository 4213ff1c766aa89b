import { fastifyStore, type RateLimitStoreOptions } from "@coffer/rate-limit";
import rateLimit, { type RateLimitPluginOptions } from "@fastify/rate-limit";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";

const HOUR = 3_600_000;

// The tests of @fastify/rate-limit for its own store in Redis, with windows that do not end meanwhile;
// frameworks.test.ts has those that end, and outages.
describe.each(TOPOLOGIES)("a store for @fastify/rate-limit over the %s client", (topology) => {
  let started: Started;
  let app: FastifyInstance;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(async () => {
    await started.empty();
    app = Fastify();
  });

  const register = (options: Omit<RateLimitPluginOptions, "store">) =>
    app.register(rateLimit, {
      timeWindow: HOUR,
      ...options,
      store: fastifyStore(started.caches, { name: "api" }),
    } as RateLimitPluginOptions);

  /** Status, what is left, and in how many hours the window ends. */
  const visit = async (url = "/") => {
    const { statusCode, headers } = await app.inject(url);
    return [
      statusCode,
      headers["x-ratelimit-remaining"],
      Math.ceil(Number(headers["x-ratelimit-reset"]) / 3600),
    ];
  };

  test("counts requests, rejects those beyond the limit, and says why", async () => {
    await register({ max: 2 });
    app.get("/", async () => "hello!");
    expect([await visit(), await visit(), await visit(), await visit()]).toEqual([
      [200, "1", 1],
      [200, "0", 1],
      [429, "0", 1],
      [429, "0", 1],
    ]);
    const { headers, payload } = await app.inject("/");
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(headers["x-ratelimit-limit"]).toBe("2");
    expect(Number(headers["retry-after"])).toBeGreaterThan(1800);
    expect(JSON.parse(payload)).toMatchObject({ statusCode: 429, error: "Too Many Requests" });
  });

  test("makes the window twice as long with each request beyond the limit (exponentialBackoff)", async () => {
    await register({ max: 2, exponentialBackoff: true });
    app.get("/", async () => "hello!");
    await visit();
    await visit();
    expect([await visit(), await visit(), await visit()]).toEqual([
      [429, "0", 1],
      [429, "0", 2],
      [429, "0", 4],
    ]);
  });

  test("reads without counting ({ increment: false })", async () => {
    await register({ global: false, max: 2 });
    const check = app.createRateLimit();
    app.get("/peek", async (request) => check(request, { increment: false }));
    app.get("/consume", async (request) => check(request));
    const remaining = async (url: string) => (await app.inject(url)).json().remaining;
    expect(await remaining("/peek")).toBe(2);
    expect(await remaining("/consume")).toBe(1);
    expect(await remaining("/peek")).toBe(1);
    expect(await remaining("/consume")).toBe(0);
    expect(await remaining("/peek")).toBe(0);
  });

  test("counts a route with its own limits separately", async () => {
    await register({ max: 5 });
    app.get("/own/:id", { config: { rateLimit: { max: 2 } } }, async () => "hello!");
    app.get("/", async () => "hello!");
    expect(await visit("/own/1")).toEqual([200, "1", 1]);
    expect(await visit("/")).toEqual([200, "4", 1]);
    expect(await visit("/own/2")).toEqual([200, "0", 1]);
    expect(await visit("/own/3")).toEqual([429, "0", 1]);
    expect(await visit("/")).toEqual([200, "3", 1]);
    expect(await started.keys()).toEqual([
      "shop:1:window:api GET /own/%3Aid:127.0.0.1",
      "shop:1:window:api:127.0.0.1",
    ]);
  });

  test("restarts the window with each request beyond the limit, if a route says so (continueExceeding)", async () => {
    await register({ global: false, continueExceeding: false });
    const limits = { max: 1, timeWindow: HOUR };
    app.get("/on", { config: { rateLimit: { ...limits, continueExceeding: true } } }, async () => "hello!");
    app.get("/off", { config: { rateLimit: limits } }, async () => "hello!");
    await visit("/on");
    await visit("/off");
    // As if most of both windows were over.
    const cache = started.caches.get();
    await cache.pexpire("window:api GET /on:127.0.0.1", 1_000_000);
    await cache.pexpire("window:api GET /off:127.0.0.1", 1_000_000);
    const left = async (url: string) => Number((await app.inject(url)).headers["x-ratelimit-reset"]);
    expect(await left("/on")).toBe(3600);
    expect(await left("/off")).toBeLessThanOrEqual(1000);
  });

  test("takes the limit and the window from functions", async () => {
    await register({ max: async () => 3, timeWindow: async () => 2 * HOUR });
    app.get("/", async () => "hello!");
    expect(await visit()).toEqual([200, "2", 2]);
  });
});

describe("a store for @fastify/rate-limit", () => {
  test.each<[object, string]>([
    [{ name: "" }, "fastifyStore: name must be a string of at least one character, got ''"],
    [{ nameSpace: "rl:" }, "fastifyStore: there is no option 'nameSpace'; known are name, alias"],
  ])("rejects %j at once", async (wrong, message) => {
    await using started = await start("default");
    const options = { name: "api", ...wrong } as RateLimitStoreOptions;
    expect(() => fastifyStore(started.caches, options)).toThrow(message);
  });
});
