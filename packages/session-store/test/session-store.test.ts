import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import SessionStore, { type SessionStoreOptions } from "@coffer/session-store";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import type { FastifySessionOptions } from "@fastify/session";
import { type Caches, createCaches } from "coffer";
import expressSession from "express-session";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";

let server: RedisServer;
let caches: Caches;
let store: SessionStore;

beforeAll(async () => {
  server = await startServer();
  const LOCATION = server.url();
  caches = await createCaches(
    {
      CACHES: {
        default: { LOCATION, KEY_PREFIX: "shop" },
        msgpack: { LOCATION, KEY_PREFIX: "packed", OPTIONS: { SERIALIZER: "@coffer/serializer-msgpack" } },
        renamed: { LOCATION, KEY_FUNCTION: (key: string) => `my-${key}` },
      },
    },
    { parent: import.meta },
  );
});
afterAll(async () => {
  await caches.close();
  await server.stop();
});
beforeEach(async () => {
  await server.command("FLUSHALL");
  // A store remembers the ids that it has seen, and every test uses the same one.
  store = new SessionStore(caches);
});

const ID = "0123456789abcdef";
const session = (data: object = {}) => ({ cookie: { originalMaxAge: null, expires: null }, ...data });
const ttl = (id = ID) => caches.get().ttl(`session:${id}`);

describe("a session", () => {
  test("comes back unchanged; there is none if nothing was saved", async () => {
    expect(await store.get(ID)).toBeUndefined();
    expect(await store.set(ID, session({ user: { name: "Ada" } }))).toBe(true);
    expect(await store.get(ID)).toEqual(session({ user: { name: "Ada" } }));
  });

  test("keeps an item called __proto__ as data", async () => {
    await store.set(ID, JSON.parse('{"cookie": {}, "deep": {"__proto__": {"admin": true}}}'));
    const { deep } = (await store.get<{ deep: object }>(ID)) as { deep: { admin?: boolean } };
    expect(deep.admin).toBeUndefined();
    expect(Object.hasOwn(deep, "__proto__")).toBe(true);
  });

  test("contains the results of toJSON, as with other stores", async () => {
    class ObjectId {
      toJSON() {
        return "507f1f77bcf86cd799439011";
      }
    }
    await store.set(ID, session({ user: new ObjectId(), all: [new ObjectId(), new Date(0)], none: null }));
    const text = "507f1f77bcf86cd799439011";
    const expected = session({ user: text, all: [text, "1970-01-01T00:00:00.000Z"], none: null });
    expect(await store.get(ID)).toEqual(expected);
  });

  test("keeps dates, maps and bytes with a serializer that supports them", async () => {
    const packed = new SessionStore(caches, { SESSION_CACHE_ALIAS: "msgpack" });
    const data = {
      when: new Date(5),
      map: new Map([["a", 1]]),
      bytes: Buffer.from("x"),
      home: new URL("http://a/"),
    };
    await packed.set(ID, session(data));
    expect(await packed.get(ID)).toEqual(session({ ...data, home: "http://a/" }));
  });

  test("is rejected with the path of what the serializer would lose", async () => {
    const refused = store.set(ID, session({ cart: { items: new Set() } }));
    await expect(refused).rejects.toMatchObject({
      code: "ERR_ENCODE",
      message: expect.stringContaining(".cart.items is a Set"),
    });
    expect(await store.get(ID)).toBeUndefined();
  });

  test("is rejected if it contains itself", async () => {
    const cart: { items: object[] } = { items: [] };
    cart.items.push(cart);
    await expect(store.set(ID, session({ cart }))).rejects.toMatchObject({
      code: "ERR_ENCODE",
      message: expect.stringContaining("contains itself"),
    });
    const itself = { toJSON: () => itself };
    await expect(store.set(ID, session({ itself }))).rejects.toMatchObject({ code: "ERR_ENCODE" });
  });

  test("is an error if its key holds something else", async () => {
    for (const stored of [5, "text", null, [], { user: "ada" }]) {
      await caches.get().set(`session:${ID}`, stored);
      await expect(store.get(ID)).rejects.toThrow(TypeError);
    }
  });
});

describe("the expiry", () => {
  test.each([
    ["a Date", () => new Date(Date.now() + 50_000)],
    ["its text", () => new Date(Date.now() + 50_000).toISOString()],
  ])("is the cookie's expires, %s", async (_, expires) => {
    await store.set(ID, { cookie: { expires: expires(), maxAge: 5_000 } });
    expect(await ttl()).toBeGreaterThan(40);
    expect(await ttl()).toBeLessThanOrEqual(50);
  });

  test("is the cookie's maxAge if there is nothing else", async () => {
    await store.set(ID, { cookie: { maxAge: 50_000 } });
    expect(await ttl()).toBeGreaterThan(40);
    expect(await ttl()).toBeLessThanOrEqual(50);
  });

  test("can be never", async () => {
    await new SessionStore(caches, { ttl: null }).set(ID, session());
    expect(await ttl()).toBeNull();
  });

  test("deletes an expired session", async () => {
    await store.set(ID, session());
    await store.set(ID, { cookie: { expires: new Date(0) } });
    expect(await store.get(ID)).toBeUndefined();
  });

  test("is extended by touch, which sends only the expiry", async () => {
    await store.set(ID, { cookie: { maxAge: 5_000 }, big: "x".repeat(100_000) });
    const monitor = await server.monitor();
    expect(await store.touch(ID, { cookie: { maxAge: 500_000 }, big: "changed" })).toBe(true);
    const commands = await monitor.stop();
    const sent = commands.flatMap(({ name, args }) => [name, ...args]).join(" ");
    expect(sent).toContain("PEXPIRE");
    expect(sent).not.toMatch(/\b(?:SET|GET)\b(?!RANGE)/);
    expect(sent.length).toBeLessThan(10_000);
    expect(await ttl()).toBeGreaterThan(400);
    expect(await store.get(ID)).toMatchObject({ big: "x".repeat(100_000) });
  });

  test("is not restored by touch once the session is gone", async () => {
    expect(await store.touch(ID, session())).toBe(false);
    expect(await store.get(ID)).toBeUndefined();
  });

  test("moves with a cookie that was touched since the session was saved", async () => {
    const cookie = { originalMaxAge: 60_000, expires: new Date(Date.now() - 1).toISOString() };
    await caches.get().set(`session:${ID}`, { cookie });
    const found = await store.get<{ cookie: { expires: string } }>(ID);
    expect(Date.parse(found?.cookie.expires as string)).toBeGreaterThan(Date.now() + 50_000);
  });
});

describe("a late save", () => {
  test("is refused, and returns false, once the session was destroyed", async () => {
    await store.set(ID, session());
    const loaded = (await store.get(ID)) as object;
    expect(await new SessionStore(caches).destroy(ID)).toBe(true);
    expect(await store.set(ID, loaded)).toBe(false);
    expect(await store.get(ID)).toBeUndefined();
  });

  test("is refused for a session that this store saved and never read", async () => {
    const created = session();
    await store.set(ID, created);
    await new SessionStore(caches).destroy(ID);
    expect(await store.set(ID, created)).toBe(false);
  });

  test("is refused for a session that was destroyed before it was ever saved", async () => {
    await store.destroy("never-saved");
    expect(await store.set("never-saved", session())).toBe(false);
  });

  test("is refused after clear", async () => {
    await store.set(ID, session());
    const loaded = (await store.get(ID)) as object;
    await new SessionStore(caches).clear();
    expect(await store.set(ID, loaded)).toBe(false);
  });

  test("is possible again under the same id after a clear of this store, but not for the session of a running request", async () => {
    const held = session();
    await store.set(ID, held);
    await store.clear();
    expect(await store.set(ID, held)).toBe(false);
    expect(await store.set(ID, session({ new: true }))).toBe(true);
    expect(await store.get(ID)).toEqual(session({ new: true }));
  });

  test("is counted and published if it is refused", async () => {
    const seen: unknown[] = [];
    const listen = (message: unknown) => seen.push(message);
    subscribe("coffer:session", listen);
    onTestFinished(() => void unsubscribe("coffer:session", listen));
    await store.destroy(ID);
    await store.set(ID, session());
    expect(store.stats()).toEqual({ refused: 1, unreadable: 0 });
    expect(seen).toEqual([{ alias: "default", outcome: "refused" }]);
  });

  test("is refused for an expired session, too", async () => {
    await store.set(ID, session());
    const loaded = (await store.get(ID)) as object;
    await server.command("PEXPIRE", `shop:1:session:${ID}`, 0);
    expect(await store.set(ID, loaded)).toBe(false);
  });
});

describe("all sessions", () => {
  const odd = { prefix: "s?[*]\\:" };

  test("are listed, counted and cleared, those of the prefix only", async () => {
    const other = new SessionStore(caches, odd);
    await other.set(ID, session({ of: "other" }));
    await caches.get().set("report", 1);
    const wanted = Array.from({ length: 1_200 }, (_, index) => `id-${index}`);
    await Promise.all(wanted.map((id, index) => store.set(id, session({ index }))));

    expect((await store.ids()).sort()).toEqual([...wanted].sort());
    expect(await store.length()).toBe(1_200);
    const all = await store.all();
    expect(all).toHaveLength(1_200);
    expect(all).toContainEqual(session({ index: 7, id: "id-7" }));
    await store.clear();
    expect(await store.all()).toEqual([]);
    expect(await other.all()).toEqual([session({ of: "other", id: ID })]);
    expect(await caches.get().get("report")).toBe(1);
  });

  test("are listed without unreadable ones, which are counted", async () => {
    await Promise.all([store.set("good", session()), store.set("other", session({ n: 1 }))]);
    await server.command("SET", "shop:1:session:damaged", "{no json");
    await caches.get().set("session:number", 5);
    const ids = (await store.all()).map(({ id }) => id).sort();
    expect(ids).toEqual(["good", "other"]);
    expect(store.stats()).toEqual({ refused: 0, unreadable: 2 });
  });

  test("cannot be listed if keys cannot be read back, with an error", async () => {
    const renamed = new SessionStore(caches, { SESSION_CACHE_ALIAS: "renamed" });
    await renamed.set(ID, session());
    expect(await renamed.get(ID)).toEqual(session());
    await expect(renamed.length()).rejects.toThrow("REVERSE_KEY_FUNCTION");
  });
});

describe("callbacks", () => {
  const called = <T>(work: (callback: (...args: T[]) => void) => unknown) =>
    new Promise<T[]>((resolve) => {
      expect(work((...args) => resolve(args))).toBeUndefined();
    });

  test("get the outcome instead of a promise", async () => {
    expect(await called((callback) => store.set(ID, session(), callback))).toEqual([null, true]);
    expect(await called((callback) => store.get(ID, callback))).toEqual([null, session()]);
    expect(await called((callback) => store.get("nobody", callback))).toEqual([null, undefined]);
    expect(await called((callback) => store.touch(ID, session(), callback))).toEqual([null, true]);
    expect(await called((callback) => store.all(callback))).toEqual([null, [session({ id: ID })]]);
    expect(await called((callback) => store.ids(callback))).toEqual([null, [ID]]);
    expect(await called((callback) => store.length(callback))).toEqual([null, 1]);
    expect(await called((callback) => store.destroy(ID, callback))).toEqual([null, true]);
    expect(await called((callback) => store.clear(callback))).toEqual([null, undefined]);
  });

  test("get errors, those of invalid arguments too", async () => {
    expect(await called((callback) => store.get("", callback))).toEqual([expect.any(TypeError)]);
    expect(await called((callback) => store.set(ID, {}, callback))).toEqual([expect.any(TypeError)]);
  });
});

describe("bad input", () => {
  test.each([
    [
      "an unknown option",
      { prefxi: "a" },
      /SessionStore: there is no option 'prefxi'; known are SESSION_CACHE_ALIAS, prefix, ttl, django/,
    ],
    ["an empty prefix", { prefix: "" }, /^prefix must be a string/],
    ["a ttl without a unit", { ttl: "600" }, /^ttl must be a number of seconds/],
    ["a ttl of zero", { ttl: 0 }, /^ttl must be more than 0/],
    ["django that is not a boolean", { django: "yes" }, /^django must be true or false/],
    ["invalid options", "sessions", /^SessionStore: options must be an object/],
  ])("is reported when the store is created: %s", (_, options, message) => {
    expect(() => new SessionStore(caches, options as SessionStoreOptions)).toThrow(TypeError);
    expect(() => new SessionStore(caches, options as SessionStoreOptions)).toThrow(message);
  });

  test("is reported for values that are not caches, without their content", async () => {
    const client = { options: { password: "secret" }, get() {}, set() {} };
    for (const wrong of [undefined, null, client, createCaches, Promise.resolve(caches)]) {
      const make = () => new SessionStore(wrong as never);
      expect(make).toThrow(/takes what createCaches resolves to, or one of its caches/);
      expect(make).not.toThrow(/secret/);
    }
    expect(() => new SessionStore(Promise.resolve(caches) as never)).toThrow("await it first");
    expect(() => new SessionStore(caches, { SESSION_CACHE_ALIAS: "session" })).toThrow(/there are default/);
  });

  test("is an alias for a store that is given its cache", async () => {
    const one = new SessionStore(caches.get("msgpack"));
    await one.set(ID, session());
    expect(await caches.get("msgpack").has(`session:${ID}`)).toBe(true);
    const make = () => new SessionStore(caches.get(), { SESSION_CACHE_ALIAS: "default" });
    expect(make).toThrow(/needs all caches; the session store was given one/);
  });

  test.each([undefined, null, 5, "", {}])("is an id that is %s, and nothing is sent", async (id) => {
    const monitor = await server.monitor();
    await expect(store.get(id as string)).rejects.toThrow(/a session's id must be a string/);
    await expect(store.set(id as string, session())).rejects.toThrow(/a session's id must be a string/);
    await expect(store.touch(id as string, session())).rejects.toThrow(/a session's id must be a string/);
    await expect(store.destroy(id as string)).rejects.toThrow(/a session's id must be a string/);
    expect(await monitor.stop()).toEqual([]);
  });

  test.each([undefined, null, "text", [], {}, { cookie: null }, { cookie: "c" }])(
    "is a session that is %j",
    async (wrong) => {
      await expect(store.set(ID, wrong as object)).rejects.toThrow(
        /a session must be an object with a cookie/,
      );
      await expect(store.touch(ID, wrong as object)).rejects.toThrow(
        /a session must be an object with a cookie/,
      );
    },
  );

  test("is an expiry that is not a date", async () => {
    await expect(store.set(ID, { cookie: { expires: "soon" } })).rejects.toThrow(
      /expires must be a date, got 'soon'/,
    );
  });

  test("is a callback that is not a function, and nothing is done", async () => {
    expect(() => store.set(ID, session(), "callback" as never)).toThrow(/callback must be a function/);
    expect(await store.length()).toBe(0);
  });
});

test("the store has the types of both frameworks", () => {
  const secret = "a secret of at least 32 characters";
  expect(expressSession({ store, secret, resave: false, saveUninitialized: false })).toBeTypeOf("function");
  const options: FastifySessionOptions = { store, secret };
  expect(options.store).toBe(store);
});

test("the store shows nothing of the sessions' cache when it is printed", () => {
  expect(inspect(store, { depth: 5 })).not.toContain(server.url());
});
