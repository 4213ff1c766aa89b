import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startExample } from "../../../fixtures/start-example.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(["express-session", "fastify-session"])("examples/%s", (name) => {
  const start = async (redisUrl: string | undefined) => {
    const example = await startExample(`${name}/main.mjs`, redisUrl);
    return {
      visit: async (path: string, cookie = "") => {
        const response = await example.ask(path, { headers: { cookie }, redirect: "manual" });
        const [set] = response.headers.getSetCookie();
        return { text: await response.text(), cookie: set?.split(";")[0] ?? cookie };
      },
      [Symbol.asyncDispose]: () => example[Symbol.asyncDispose](),
    };
  };

  test("runs without a Redis, and ends on request", async () => {
    await using example = await start(undefined);
    expect((await example.visit("/")).text).toMatch(/^Nobody has logged in/);
    const { cookie } = await example.visit("/login?user=ada");
    expect((await example.visit("/", cookie)).text).toMatch(/^ada, visit 1/);
    expect((await example.visit("/", cookie)).text).toMatch(/^ada, visit 2/);
    await example.visit("/logout", cookie);
    expect((await example.visit("/", cookie)).text).toMatch(/^Nobody has logged in/);
  });

  test("runs twice on one Redis, and both know who has logged in", async () => {
    await using one = await start(server.url());
    await using two = await start(server.url());
    const { cookie } = await one.visit("/login?user=ada");
    expect((await two.visit("/", cookie)).text).toMatch(/^ada, visit 1/);
    await one.visit("/logout", cookie);
    expect((await two.visit("/", cookie)).text).toMatch(/^Nobody has logged in/);
  });
});
