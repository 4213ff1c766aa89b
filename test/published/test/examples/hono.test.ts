import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StartedExample, startExample } from "../../../fixtures/start-example.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const start = (redisUrl?: string) => startExample("hono/main.mjs", redisUrl);
const ask = async (example: StartedExample, path: string, init: RequestInit = {}) => {
  const response = await example.ask(path, init);
  return {
    status: response.status,
    cache: response.headers.get("cache-status"),
    body: await response.text(),
  };
};
const HIT = expect.stringMatching(/^coffer; hit/);
const MISS = expect.stringMatching(/^coffer; fwd=uri-miss/);

describe("examples/hono", () => {
  test("runs without a Redis, serves the stored response until it is invalidated, and ends on request", async () => {
    await using example = await start();
    const tea = { status: 200, body: '{"name":"tea"}' };
    expect(await ask(example, "/products/1")).toEqual({ ...tea, cache: MISS });
    expect(await ask(example, "/products/1")).toEqual({ ...tea, cache: HIT });
    expect(await ask(example, "/products/1", { method: "PUT", body: "coffee" })).toMatchObject({
      status: 204,
    });
    expect(await ask(example, "/products/1")).toEqual({
      status: 200,
      body: '{"name":"coffee"}',
      cache: MISS,
    });
    expect(await ask(example, "/products/3")).toMatchObject({ status: 404 });
    expect(await ask(example, "/health")).toMatchObject({ status: 200, body: '{"redis":"up"}' });
  });

  test("stores its responses on the given Redis", async () => {
    await using example = await start(server.url());
    expect(await ask(example, "/products/2")).toMatchObject({ status: 200, cache: MISS });
    expect(await ask(example, "/products/2")).toMatchObject({ status: 200, cache: HIT });
    expect(await server.text("KEYS", "hono-example:*")).toHaveLength(1);
  });
});
