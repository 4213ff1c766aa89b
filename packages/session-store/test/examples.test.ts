import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe.each(["express-session", "fastify-session"])("examples/%s", (name) => {
  const start = async (redisUrl: string | undefined) => {
    const main = fileURLToPath(new URL(`../../../examples/${name}/main.mjs`, import.meta.url));
    const { REDIS_URL: _, ...env } = process.env;
    const example = spawn(process.execPath, [main], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...env, PORT: "0", ...(redisUrl !== undefined && { REDIS_URL: redisUrl }) },
    });
    const [line] = await once(createInterface({ input: example.stdout }), "line");
    return {
      visit: async (path: string, cookie = "") => {
        const response = await fetch(new URL(path, line), { headers: { cookie }, redirect: "manual" });
        const [set] = response.headers.getSetCookie();
        return { text: await response.text(), cookie: set?.split(";")[0] ?? cookie };
      },
      [Symbol.asyncDispose]: async () => {
        const ended = once(example, "exit");
        example.kill("SIGTERM");
        expect(await ended).toEqual([0, null]);
      },
    };
  };

  test("runs without a Redis, and ends when it is told to", async () => {
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
