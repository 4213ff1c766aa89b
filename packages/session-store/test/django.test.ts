import { readFileSync } from "node:fs";
import { SessionStore } from "@coffer/session-store";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Application } from "./support/application.js";
import { DjangoSessions } from "./support/django-sessions.js";

const FORTNIGHT = 1_209_600;

let server: RedisServer;
let cache: { LOCATION: string; KEY_PREFIX: string; VERSION: number; OPTIONS: { SERIALIZER: string } };
let caches: Caches;
let store: SessionStore;

beforeAll(async () => {
  server = await startServer();
  cache = {
    LOCATION: server.url(),
    KEY_PREFIX: "app",
    VERSION: 2,
    OPTIONS: { SERIALIZER: "django_redis.serializers.json.JSONSerializer" },
  };
  caches = await createCaches({ CACHES: { default: cache } }, { parent: import.meta });
});
afterAll(async () => {
  await caches.close();
  await server.stop();
});
beforeEach(async () => {
  await server.command("FLUSHALL");
  store = new SessionStore(caches, { django: true });
});

const ID = "jeci2kjzts6p62l0sym19dhaciwb78xv";
const KEY = `app:2:django.contrib.sessions.cache${ID}`;
const week = { originalMaxAge: 604_800_000, expires: new Date(Date.now() + 604_800_000) };

describe("Django's form of sessions", () => {
  test("equals what a real Django stored", async () => {
    const vectors = new URL("../../../test/fixtures/interop-vectors.json", import.meta.url);
    const { session } = JSON.parse(readFileSync(vectors, "utf8"));
    const bare = await createCaches(
      { CACHES: { default: { LOCATION: server.url() } } },
      { parent: import.meta },
    );
    const old = new SessionStore(bare, { django: true });
    await server.command(
      "SET",
      session.redis_key,
      Buffer.from(session.stored_hex, "hex"),
      "EX",
      session.ttl_at_once,
    );
    const found = (await old.get(session.session_key)) as { cookie: object };
    expect(found).toMatchObject({ cat: "dog", n: 1, cookie: { originalMaxAge: FORTNIGHT * 1000 } });
    await old.set(session.session_key, found);
    expect(JSON.parse(String(await server.text("GET", session.redis_key)))).toEqual({ cat: "dog", n: 1 });
    await bare.close();
  });

  test("has the cookie's expiry, if it is not the default, as Django's own", async () => {
    await store.set(ID, { cookie: week, user: "ada" });
    expect(JSON.parse(String(await server.text("GET", KEY)))).toEqual({
      user: "ada",
      _session_expiry: 604_800,
    });
    expect(await server.command("TTL", KEY)).toBeGreaterThan(604_700);
    const found = (await store.get(ID)) as { cookie: { originalMaxAge: number; expires: string } };
    expect(found).toEqual({
      user: "ada",
      cookie: { originalMaxAge: 604_800_000, expires: expect.any(String) },
    });
    expect(Date.parse(found.cookie.expires)).toBeGreaterThan(Date.now() + 604_700_000);
  });

  test("has 0 for a cookie that ends with the browser, and Redis keeps it for the default", async () => {
    await store.set(ID, { cookie: { originalMaxAge: null, expires: null } });
    expect(JSON.parse(String(await server.text("GET", KEY)))).toEqual({ _session_expiry: 0 });
    expect(await server.command("TTL", KEY)).toBeGreaterThan(FORTNIGHT - 60);
    expect(await store.get(ID)).toEqual({ cookie: { originalMaxAge: null, expires: null } });
  });

  test("keeps a moment that Django has set as the expiry", async () => {
    const moment = "2999-01-02T03:04:05.678901+00:00";
    await server.command("SET", KEY, JSON.stringify({ _session_expiry: moment }));
    const found = (await store.get(ID)) as { cookie: { expires: string } };
    expect(Math.abs(Date.parse(found.cookie.expires) - Date.parse(moment))).toBeLessThan(1_000);
    await store.set(ID, found);
    expect(JSON.parse(String(await server.text("GET", KEY)))).toEqual({ _session_expiry: moment });
  });

  test("follows another SESSION_COOKIE_AGE and another prefix", async () => {
    const other = new SessionStore(caches, { django: true, ttl: 604_800, prefix: "mine." });
    await other.set(ID, { cookie: week });
    expect(await server.text("GET", `app:2:mine.${ID}`)).toBe("{}");
  });

  test("rejects an item called cookie with an error", async () => {
    await server.command("SET", KEY, '{"cookie": "chocolate"}');
    await expect(store.get(ID)).rejects.toThrow(/an item called cookie.*rename it in Django/);
  });

  test("rejects an id that Django would reject", async () => {
    await expect(store.set("short67", { cookie: week })).rejects.toThrow(/session ids from 8 characters on/);
    expect(await store.get("short67")).toBeUndefined();
    expect(await store.set("enough-8", { cookie: week })).toBe(true);
  });

  test("does not touch the sessions of Django's cached_db", async () => {
    const other = `app:2:django.contrib.sessions.cached_db${ID}`;
    await server.command("SET", other, "{}");
    await store.set(ID, { cookie: week });
    expect(await store.ids()).toEqual([ID]);
    await store.clear();
    expect(await server.text("KEYS", "*")).toEqual([other]);
  });
});

/** If the machine has no Debian packages; `npm test` says so, and CI requires them. */
const missing =
  process.env.COFFER_NO_DJANGO === "1" ? " (left out: there is no python3-django-redis here)" : "";

describe.skipIf(missing !== "")(`the sessions of a real Django${missing}`, () => {
  let django: DjangoSessions;
  beforeAll(() => {
    django = new DjangoSessions(cache);
  });
  afterAll(() => django[Symbol.asyncDispose]());

  const user = { _auth_user_id: "42", cart: [{ sku: "A-1", n: 2 }], ключ: "wert" };

  test("are read, changed and saved here, and read there", async () => {
    const { key, age } = await django.save(user);
    expect({ length: key.length, age }).toEqual({ length: 32, age: FORTNIGHT });
    const found = (await store.get(key)) as object;
    expect(found).toMatchObject(user);
    expect(await store.set(key, Object.assign(found, { seen: true }))).toBe(true);
    expect(await django.load(key)).toEqual({
      data: { ...user, seen: true },
      key,
      age: FORTNIGHT,
      at_browser_close: false,
    });
  });

  test("can be created here, with the ids of Node's frameworks, and changed there", async () => {
    const id = "Zx3_h-2hQ9cN0v1Lw8pKq7sT6uR5yE4f";
    await store.set(id, { cookie: week, ...user });
    expect(await django.load(id)).toMatchObject({ key: id, age: 604_800, at_browser_close: false });
    await django.save({ seen: true }, id);
    expect(await store.get(id)).toMatchObject({
      ...user,
      seen: true,
      cookie: { originalMaxAge: 604_800_000 },
    });
  });

  test("have their expiry from either side", async () => {
    const { key } = await django.save(user, null, 600);
    const found = (await store.get(key)) as { cookie: { originalMaxAge: number } };
    expect(found.cookie.originalMaxAge).toBe(600_000);
    await store.set(key, found);
    expect(await django.load(key)).toMatchObject({ age: 600 });
    const closing = await django.save(user, null, 0);
    const session = (await store.get(closing.key)) as object;
    expect(session).toMatchObject({ cookie: { originalMaxAge: null, expires: null } });
    await store.set(closing.key, session);
    expect(await django.load(closing.key)).toMatchObject({ at_browser_close: true, age: FORTNIGHT });
  });

  test("do not come back once Django has ended them, nor the other way round", async () => {
    const { key } = await django.save(user);
    const found = (await store.get(key)) as object;
    await django.flush(key);
    expect(await store.set(key, found)).toBe(false);
    const other = await django.save(user);
    const finish = await django.open(other.key);
    await store.destroy(other.key);
    await expect(finish()).rejects.toThrow("UpdateError");
    expect(await store.length()).toBe(0);
  });

  test.each([
    // express-session always signs its cookie, so Django's is read and not changed.
    { framework: "express" as const, setsCookie: false },
    { framework: "fastify" as const, setsCookie: true },
  ])("continue in $framework, by Django's own cookie", async ({ framework, setsCookie }) => {
    await using app = await Application.here({
      framework,
      cache,
      storeOptions: { django: true },
      sessionOptions: { django: true },
    });
    const { key } = await django.save(user);
    const cookie = `sessionid=${key}`;
    const answer = await app.get("/set?seen=here", cookie);
    expect(answer).toMatchObject({ status: 200, body: { ...user, seen: "here" } });
    if (setsCookie) expect(answer.cookie).toBe(cookie);
    expect(await django.load(key)).toMatchObject({ key, age: FORTNIGHT, data: { ...user, seen: "here" } });

    const slow = app.get("/slow", cookie);
    await eventually(async () => expect((await app.get("/waiting")).body).toBe(1));
    await django.flush(key);
    await app.get("/release");
    expect((await slow).status).toBe(200);
    expect(await server.text("KEYS", "*")).toEqual([]);
  });

  test("can start in Fastify and continue in Django", async () => {
    await using app = await Application.here({
      framework: "fastify",
      cache,
      storeOptions: { django: true },
      sessionOptions: { django: true },
    });
    const { cookie } = await app.get("/set?user=ada");
    const key = String(cookie).replace("sessionid=", "");
    expect(await django.load(key)).toMatchObject({ key, data: { user: "ada" }, at_browser_close: true });
  });
});
