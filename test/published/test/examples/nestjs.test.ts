import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StartedExample, startExample } from "../../../fixtures/start-example.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Starts the output of `npm run build`. Once Nest has closed the application, it sends the signal to itself again. */
const start = (redisUrl?: string) => startExample("nestjs/dist/main.js", redisUrl, [null, "SIGTERM"]);
const ask = async (example: StartedExample, path: string, init?: RequestInit) => {
  const response = await example.ask(path, init);
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
};

describe("examples/nestjs", () => {
  test("runs without a Redis, and ends on request", async () => {
    await using example = await start();
    const ada = { status: 200, body: { id: 1, name: "Ada", reads: 1 } };
    expect(await ask(example, "/users/1")).toEqual(ada);
    expect(await ask(example, "/users/1")).toEqual(ada);
    expect(await ask(example, "/users/3")).toMatchObject({ status: 404 });
    expect(await ask(example, "/health")).toMatchObject({
      status: 200,
      body: { status: "ok", info: { redis: { status: "up" } } },
    });
    expect(await ask(example, "/users/1/visits", { method: "POST" })).toEqual({ status: 201, body: "1" });
    expect(await ask(example, "/users/1/visits", { method: "POST" })).toEqual({ status: 201, body: "2" });
  });

  test("greets each user by name, and uses a new name at once", async () => {
    await using example = await start();
    const greeting = (user: string) => ask(example, "/users/1/greeting", { headers: { "x-user": user } });
    expect((await greeting("Bob")).body).toBe("Bob greets Ada");
    expect((await greeting("Eve")).body).toBe("Eve greets Ada");
    const renamed = await ask(example, "/users/1?name=Grace", { method: "PUT" });
    expect(renamed).toMatchObject({ status: 200, body: { name: "Grace" } });
    expect((await greeting("Bob")).body).toBe("Bob greets Grace");
  });

  test("runs twice on one Redis, and both share one cache", async () => {
    await using one = await start(server.url());
    await using two = await start(server.url());
    const first = await ask(one, "/users/1");
    expect(await ask(two, "/users/1")).toEqual(first);
    await ask(two, "/users/1?name=Eve", { method: "PUT" });
    expect(await ask(one, "/users/1")).toMatchObject({ body: { name: "Eve" } });
  });
});
