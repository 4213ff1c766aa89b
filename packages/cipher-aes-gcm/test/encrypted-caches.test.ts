import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import type { KeyOfSettings } from "@coffer/cipher-aes-gcm";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NEXT, NOW, STRANGER } from "./keys.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));

const opened: Caches[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((caches) => caches.close()));
});

async function open(CIPHER_KEYS: readonly KeyOfSettings[] | undefined, options: object = {}): Promise<Cache> {
  const caches = await createCaches(
    {
      CACHES: {
        default: {
          LOCATION: server.url(0),
          OPTIONS: {
            CLIENT_CLASS: "@coffer/client-default",
            CONNECTION_FACTORY: "@coffer/connection-ioredis",
            SERIALIZER: "@coffer/serializer-json",
            ...(CIPHER_KEYS !== undefined && { CIPHER: "@coffer/cipher-aes-gcm", CIPHER_KEYS }),
            ...options,
          },
        },
      },
    },
    { parent: import.meta },
  );
  opened.push(caches);
  return caches.get();
}

const SECRET = { name: "a secret value" };
const unreadable = (message: RegExp) =>
  expect.objectContaining({
    name: "CipherError",
    code: "ERR_DECODE",
    message: expect.stringMatching(message),
  });

describe("the stored data", () => {
  it.each([{}, { COMPRESSOR: "@coffer/compressor-zlib", COMPRESSOR_MIN_LENGTH: 0 }])(
    "shows nothing of values, integers, fields and members: %j",
    async (options) => {
      const cache = await open([NOW], options);
      await cache.set("value", SECRET);
      await cache.set("number", 7301);
      await cache.hset("hash", "field", SECRET);
      await cache.sadd("set", SECRET, 7301);
      await cache.zadd("sorted", new Map([[SECRET, 1]]));
      const stored = Buffer.concat(
        (await Promise.all([
          server.command("GET", ":1:value"),
          server.command("GET", ":1:number"),
          server.command("HGET", ":1:hash", "field"),
        ])) as Buffer[],
      );
      const members = [
        ...((await server.command("SMEMBERS", ":1:set")) as Buffer[]),
        ...((await server.command("ZRANGE", ":1:sorted", 0, -1)) as Buffer[]),
      ];
      const all = Buffer.concat([stored, ...members]).toString("latin1");
      expect(all).not.toMatch(/nobody|7301/);
      expect(await cache.getMany(["value", "number"])).toEqual(
        new Map<string, unknown>([
          ["value", SECRET],
          ["number", 7301],
        ]),
      );
      expect(await cache.hget("hash", "field")).toEqual(SECRET);
      expect(await cache.smembers("set")).toEqual(new Set([SECRET, 7301]));
      expect(await cache.zrange("sorted", 0, -1)).toEqual([SECRET]);
    },
  );

  it("can be read at its own key, version and field only", async () => {
    const cache = await open([NOW]);
    await cache.set("a", SECRET);
    await cache.hset("h", "f", SECRET);
    await cache.sadd("s", "admin");
    const value = (await server.command("GET", ":1:a")) as Buffer;
    const field = (await server.command("HGET", ":1:h", "f")) as Buffer;
    const [member] = (await server.command("SMEMBERS", ":1:s")) as [Buffer];
    const elsewhere = unreadable(/it was changed, or encrypted for another key, version or field/);

    await server.command("SET", ":1:b", value);
    await expect(cache.get("b")).rejects.toEqual(elsewhere);
    await server.command("SET", ":2:a", value);
    await expect(cache.get("a", undefined, { version: 2 })).rejects.toEqual(elsewhere);
    await server.command("HSET", ":1:h", "g", field);
    await expect(cache.hget("h", "g")).rejects.toEqual(elsewhere);
    await server.command("HSET", ":1:other", "f", field);
    await expect(cache.hgetall("other")).rejects.toEqual(elsewhere);
    await server.command("SET", ":1:b", member);
    await expect(cache.get("b")).rejects.toEqual(elsewhere);
    await server.command("SADD", ":1:s", value);
    await expect(cache.smembers("s")).rejects.toEqual(elsewhere);
    expect(await cache.get("a")).toEqual(SECRET);
  });

  it.each(["5", "-1", '{"name":"Ada"}', "", "\x01herd:"])(
    "that was never encrypted is rejected: %j",
    async (text) => {
      const cache = await open([NOW]);
      await server.command("SET", ":1:k", text);
      await expect(cache.get("k")).rejects.toEqual(
        unreadable(/it is not encrypted, or encrypted by another cipher/),
      );
      await expect(cache.incr("k")).rejects.toEqual(unreadable(/not encrypted/));
    },
  );

  it("that cannot be decrypted is a miss while exceptions are ignored", async () => {
    await (await open([STRANGER])).set("k", SECRET);
    const cache = await open([NOW], { IGNORE_EXCEPTIONS: true });
    expect(await cache.get("k", "a miss")).toBe("a miss");
    expect(await cache.getOrSet("k", () => "made anew")).toBe("made anew");
  });

  it("gets a hint at encryption if there is no CIPHER", async () => {
    await (await open([NOW])).set("k", SECRET);
    await expect((await open(undefined)).get("k")).rejects.toThrow(
      /it looks encrypted; set CIPHER to what wrote it/,
    );
  });
});

describe("counters", () => {
  it("count each concurrent caller once, and keep their expiry", async () => {
    const cache = await open([NOW]);
    await cache.set("n", 40, 100);
    await Promise.all(Array.from({ length: 50 }, () => cache.incr("n")));
    expect(await cache.get("n")).toBe(90);
    expect(await cache.ttl("n")).toBeGreaterThan(50);
    expect(await cache.decr("n", 2n ** 70n)).toBe(90n - 2n ** 70n);
    expect(await cache.incr("fresh", 5, { ignoreKeyCheck: true })).toBe(5);
    await expect(cache.incr("none")).rejects.toMatchObject({ name: "KeyNotFound" });
    expect(String(await server.command("GET", ":1:fresh"))).not.toBe("5");
  });
});

describe("versions", () => {
  it("cannot be raised: the value would stay bound to the old one", async () => {
    const cache = await open([NOW]);
    await cache.set("k", SECRET);
    await expect(cache.incrVersion("k")).rejects.toThrow(
      /^incrVersion and decrVersion do not work with a CIPHER/,
    );
    await expect(cache.decrVersion("k")).rejects.toThrow(TypeError);
    expect(await cache.get("k")).toEqual(SECRET);
  });
});

describe("keys are changed", () => {
  it("a new key writes while the old one still reads, and then the old one is removed", async () => {
    const before = await open([NOW]);
    await before.set("k", SECRET);
    await before.set("n", 1);
    const during = await open([NEXT, NOW]);
    expect(await during.get("k")).toEqual(SECRET);
    expect(await during.incr("n")).toBe(2);
    await expect(before.get("n")).rejects.toEqual(
      unreadable(/it needs the key "next", which is not among CIPHER_KEYS/),
    );
    await during.set("k", SECRET);
    const after = await open([NEXT]);
    expect(await after.getMany(["k", "n"])).toEqual(
      new Map<string, unknown>([
        ["k", SECRET],
        ["n", 2],
      ]),
    );
  });

  it("members are encrypted by the marked key, and rejected if none is marked", async () => {
    const before = await open([NOW]);
    await before.sadd("s", "Ada", "Grace");
    await before.zadd("z", new Map([["Ada", 1]]));
    const unmarked = await open([NEXT, NOW]);
    await expect((async () => unmarked.sismember("s", "Ada"))()).rejects.toMatchObject({
      name: "CipherError",
      code: "ERR_ENCODE",
      message: expect.stringMatching(/one must be marked with members: true/),
    });
    expect(await unmarked.smembers("s")).toEqual(new Set(["Ada", "Grace"]));
    const marked = await open([NEXT, { ...NOW, members: true }]);
    expect(await marked.sadd("s", "Ada")).toBe(0);
    expect(await marked.srem("s", "Grace")).toBe(1);
    expect(await marked.zscore("z", "Ada")).toBe(1);
    expect(await before.smembers("s")).toEqual(new Set(["Ada"]));
  });
});

it("set operations in Redis", async () => {
  const cache = await open([NOW]);
  await cache.sadd("a", "x", "y", 1);
  await cache.sadd("b", "y", 1, { z: 1 });
  expect(await cache.sinter("a", "b")).toEqual(new Set(["y", 1]));
  expect(await cache.sunionstore("c", "a", "b")).toBe(4);
  expect(await cache.smove("a", "b", "x")).toBe(true);
  expect(await cache.sismember("b", "x")).toBe(true);
});
