import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StartedExample, startExample } from "../../../fixtures/start-example.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const start = (redisUrl?: string) => startExample("fastify/main.mjs", redisUrl);
const ask = async (example: StartedExample, path: string, method = "GET") => {
  const response = await example.ask(path, { method });
  return { status: response.status, body: await response.json() };
};

describe("examples/fastify", () => {
  test("runs without a Redis, and ends on request", async () => {
    await using example = await start();
    const ada = { status: 200, body: { id: "1", name: "Ada", reads: 1 } };
    expect(await ask(example, "/users/1")).toEqual(ada);
    expect(await ask(example, "/users/1")).toEqual(ada);
    expect(await ask(example, "/users/1?name=Eve", "PUT")).toMatchObject({ status: 200 });
    expect(await ask(example, "/users/1")).toEqual({ status: 200, body: { id: "1", name: "Eve", reads: 2 } });
    expect(await ask(example, "/users/3")).toMatchObject({ status: 404 });
    expect(await ask(example, "/health")).toEqual({ status: 200, body: { redis: "up" } });
  });

  test("runs twice on one Redis, and both share one cache", async () => {
    await using one = await start(server.url());
    await using two = await start(server.url());
    const first = await ask(one, "/users/1");
    expect(await ask(two, "/users/1")).toEqual(first);
    await ask(two, "/users/1?name=Eve", "PUT");
    // Each process has its own users, so the first one still finds Ada, but it reads the user again.
    expect(await ask(one, "/users/1")).toMatchObject({ body: { name: "Ada", reads: 2 } });
  });
});
