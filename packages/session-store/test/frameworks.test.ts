import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Application, type ApplicationOptions } from "./support/application.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));

const DAY = 86_400;

function keys(): Promise<unknown> {
  return server.text("KEYS", "*");
}

async function ttl(): Promise<number> {
  const [key] = (await keys()) as [string];
  return Number(await server.command("TTL", key));
}

describe.each(["express", "fastify"] as const)("%s", (framework) => {
  const cache = () => ({ LOCATION: server.url(), KEY_PREFIX: "shop" });
  const start = () => Application.start({ framework, cache: cache() });
  const here = (options: Partial<ApplicationOptions>) =>
    Application.here({ framework, cache: cache(), ...options });

  let app: Application;
  let other: Application;
  beforeAll(async () => {
    [app, other] = await Promise.all([start(), start()]);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
  });

  const login = async (query = "user=ada") => {
    const { cookie } = await app.get(`/set?${query}`);
    if (cookie === undefined) throw new Error("no cookie was set");
    return cookie;
  };

  test("keeps a session for the next request, whichever process serves it", async () => {
    const cookie = await login();
    expect((await other.get("/show", cookie)).body).toMatchObject({ user: "ada" });
    await other.get("/set?cart=3", cookie);
    expect((await app.get("/show", cookie)).body).toMatchObject({ user: "ada", cart: "3" });
    expect(await keys()).toEqual([expect.stringMatching(/^shop:1:session:[\w-]{32}$/)]);
  });

  test("stores nothing without a session", async () => {
    expect((await app.get("/show")).status).toBe(200);
    expect(await keys()).toEqual([]);
  });

  test("stores the session and its cookie as JSON, dates as text, as other stores do", async () => {
    const { cookie } = await app.get("/date");
    const [key] = (await keys()) as [string];
    const stored = JSON.parse(String(await server.text("GET", key)));
    expect(stored).toMatchObject({ when: "1970-01-01T00:00:00.000Z", cookie: { path: "/", httpOnly: true } });
    expect((await other.get("/show", cookie)).body).toMatchObject({ when: "1970-01-01T00:00:00.000Z" });
  });

  test("rejects what JSON would lose, with its path", async () => {
    const { status, body } = await app.get("/map");
    expect({ status, body }).toMatchObject({
      status: 500,
      body: { message: expect.stringContaining(".map") },
    });
    expect(await keys()).toEqual([]);
  });

  test("stores nothing of a session that JSON would lose a part of, also where the response is sent before", async () => {
    // express-session saves the session while it ends the response; Express then closes the connection.
    await using one = await here({});
    expect((await one.get("/lossy")).status).toBe(framework === "express" ? 200 : 500);
    expect(await keys()).toEqual([]);
  });

  test("destroys a session for all processes", async () => {
    const cookie = await login();
    expect((await other.get("/logout", cookie)).status).toBe(200);
    expect(await keys()).toEqual([]);
    expect((await app.get("/show", cookie)).body).not.toHaveProperty("user");
  });

  test("gives a session another id with regenerate, and the old one is gone", async () => {
    const cookie = await login();
    const before = await keys();
    const { status, cookie: changed } = await app.get("/regenerate", cookie);
    expect(status).toBe(200);
    expect(await keys()).not.toEqual(expect.arrayContaining(before as string[]));
    expect((await other.get("/show", cookie)).body).not.toHaveProperty("user");
    expect(changed).not.toBe(cookie);
  });

  test("reads a session again with reload", async () => {
    const cookie = await login();
    expect((await other.get("/reload", cookie)).body).toMatchObject({ user: "ada" });
  });

  describe("a slow request", () => {
    /** The slow request has its session; `meanwhile` runs before the session is saved. */
    const slowly = async (cookie: string, meanwhile: () => Promise<unknown>) => {
      const slow = app.get("/slow", cookie);
      await eventually(async () => expect((await app.get("/waiting")).body).toBe(1));
      await meanwhile();
      await app.get("/release");
      return slow;
    };

    test("saves the session that it changed", async () => {
      const cookie = await login();
      await slowly(cookie, async () => {});
      expect((await other.get("/show", cookie)).body).toMatchObject({ user: "ada", slow: true });
    });

    test("does not bring back a session that another process destroyed, and is still answered", async () => {
      const cookie = await login();
      const answer = await slowly(cookie, () => other.get("/logout", cookie));
      expect(answer).toMatchObject({ status: 200, body: "at last" });
      expect(await keys()).toEqual([]);
      expect((await other.get("/show", cookie)).body).not.toHaveProperty("user");
    });

    test("does not bring back a session that the same process destroyed", async () => {
      const cookie = await login();
      await slowly(cookie, () => app.get("/logout", cookie));
      expect(await keys()).toEqual([]);
    });

    test("does not bring back a session that was deleted from Redis manually", async () => {
      const cookie = await login();
      await slowly(cookie, () => server.command("FLUSHALL"));
      expect(await keys()).toEqual([]);
    });

    test("does not bring back the old session when another process gave it a new id", async () => {
      const cookie = await login();
      const [old] = (await keys()) as [string];
      await slowly(cookie, () => other.get("/regenerate", cookie));
      expect(await keys()).not.toContain(old);
    });
  });

  test("keeps a session without an expiry for the ttl, a day by default", async () => {
    await login();
    expect(await ttl()).toBeGreaterThan(DAY - 60);
    expect(await ttl()).toBeLessThanOrEqual(DAY);
    await server.command("FLUSHALL");
    await using short = await here({ storeOptions: { ttl: "10m", prefix: "s*:" } });
    await short.get("/set?user=ada");
    expect(await keys()).toEqual([expect.stringMatching(/^shop:1:s\*:[\w-]{32}$/)]);
    expect(await ttl()).toBeGreaterThan(540);
    expect(await ttl()).toBeLessThanOrEqual(600);
  });

  test("keeps a session for as long as its cookie, renewed with each request", async () => {
    await using app = await here({ sessionOptions: { cookie: { maxAge: 600_000 } } });
    const { cookie } = await app.get("/set?user=ada");
    expect(await ttl()).toBeGreaterThan(540);
    expect(await ttl()).toBeLessThanOrEqual(600);
    const [key] = (await keys()) as [string];
    await server.command("EXPIRE", key, 100);
    expect((await app.get("/show", cookie)).body).toMatchObject({ user: "ada" });
    await eventually(async () => expect(await ttl()).toBeGreaterThan(540));
  });

  test("expires a session with its cookie", async () => {
    await using app = await here({ sessionOptions: { cookie: { maxAge: 100 } } });
    const { cookie } = await app.get("/set?user=ada");
    await eventually(async () => expect(await keys()).toEqual([]));
    expect((await app.get("/show", cookie)).body).not.toHaveProperty("user");
  });
});

test("Fastify takes over a session of Express that was touched beyond the expiry it was saved with", async () => {
  const cache = { LOCATION: server.url() };
  const sessionOptions = { cookie: { maxAge: 600_000 }, name: "sessionId", cookieName: "sessionId" };
  await using express = await Application.here({ framework: "express", cache, sessionOptions });
  await using fastify = await Application.here({ framework: "fastify", cache, sessionOptions });
  const { cookie } = await express.get("/set?user=ada");
  const [key] = (await keys()) as [string];
  const stored = JSON.parse(String(await server.text("GET", key)));
  stored.cookie.expires = new Date(Date.now() - 1_000).toISOString();
  await server.command("SET", key, JSON.stringify(stored), "KEEPTTL");
  // Both sign in the same way, and only express-session adds a mark.
  const unmarked = cookie?.replace("s%3A", "");
  expect((await fastify.get("/show", unmarked)).body).toMatchObject({ user: "ada" });
});
