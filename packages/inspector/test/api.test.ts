import { createHash } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import { type RedisServer, startCluster, startServer } from "@coffer-internal/servers";
import { type Caches, createCaches } from "coffer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { Page } from "./support/page.js";

let server: RedisServer;
let caches: Caches;
let page: Page;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.command("FLUSHALL");
  caches = await openCaches();
  page = await Page.of(caches);
});
afterEach(() => caches.close());

function openCaches(
  options: object = {},
  LOCATION: string | string[] = server.url(),
  more = {},
): Promise<Caches> {
  const cache = { LOCATION, KEY_PREFIX: "shop", OPTIONS: options, ...more };
  return createCaches({ CACHES: { default: cache } }, { parent: import.meta });
}

/** All pages of a list, as the page requests them. */
async function listAll(
  name: string,
  query: Record<string, string> = {},
  from: Page = page,
): Promise<unknown[]> {
  const rows: unknown[] = [];
  let cursor: string | null = "";
  do {
    const next = cursor === "" ? {} : { cursor };
    const answer: { rows: unknown[]; cursor: string | null } = await from.read(name, { ...query, ...next });
    rows.push(...answer.rows);
    cursor = answer.cursor;
  } while (cursor !== null);
  return rows;
}

describe("keys", () => {
  it("are the matching keys of the cache, with type, size and time left", async () => {
    const cache = caches.get();
    await cache.set("user:1", "Ada", 60);
    await cache.set("user:2", 5, null);
    await cache.sadd("user:tags", "a", "b");
    await cache.set("order:1", "x");
    await server.command("SET", "other:1:user:3", "1");
    const rows = (await listAll("keys", { pattern: "user:*" })) as [string, ...unknown[]][];
    expect(rows.sort(([a], [b]) => a.localeCompare(b))).toEqual([
      ["user:1", "shop:1:user:1", "string", 5, expect.closeTo(60_000, -4)],
      ["user:2", "shop:1:user:2", "string", 1, null],
      ["user:tags", "shop:1:user:tags", "set", 2, null],
    ]);
  });

  it.each(["keys", "keys?tag=red", "locks"])("are an error if the user lacks a right: %s", async (list) => {
    const rights = ["on", ">secret", "~*", "+@connection", "+info", "+scan"];
    await server.command("ACL", "SETUSER", "limited", ...rights);
    const limited = await openCaches({ USERNAME: "limited", PASSWORD: "secret" });
    onTestFinished(() => limited.close());
    await caches.get().set("a", 1);
    const { status, body } = await (await Page.of(limited)).ask(`/api/${list}`);
    expect([status, JSON.parse(body).error?.message]).toEqual([502, expect.stringMatching(/NOPERM/)]);
  });

  it("come in many pages, each key once, and without KEYS", async () => {
    await server.command("EVAL", "for i = 1, 25000 do redis.call('SET', 'shop:1:k' .. i, i) end", "0");
    const monitor = await server.monitor();
    const first = await page.read("keys", {});
    expect(first.rows.length).toBeGreaterThanOrEqual(1000);
    expect(first.rows.length).toBeLessThan(5000);
    const rows = (await listAll("keys")) as [string][];
    expect(new Set(rows.map(([key]) => key)).size).toBe(25_000);
    expect(monitor.commands.some(({ name }) => name.toUpperCase() === "KEYS")).toBe(false);
    await monitor.stop();
  });

  it("include all shards, and all primaries of a cluster", async () => {
    const other = await startServer();
    onTestFinished(() => other.stop());
    const cluster = await startCluster();
    onTestFinished(() => cluster.stop());
    const clusterUrl = cluster.urls[0] as string;
    for (const [options, location] of [
      [{ CLIENT_CLASS: "shard" }, [server.url(), other.url()]],
      [{ CLIENT_CLASS: "cluster" }, clusterUrl],
    ] as const) {
      const spread = await openCaches(options, location as never);
      onTestFinished(() => spread.close());
      const names = Array.from({ length: 50 }, (_, index) => `k${index}`);
      await spread.get().setMany(names.map((name) => [name, name] as const));
      const its = await Page.of(spread);
      const rows = (await listAll("keys", {}, its)) as [string][];
      expect(rows.map(([key]) => key).sort()).toEqual(names.sort());
      expect((await its.read("entry", { key: "k7" })).tree).toMatchObject({ text: "k7" });
    }
  });

  it("that are not text are shown as such, and cannot be opened", async () => {
    await caches.get().set("fine", 1);
    await server.command("SET", Buffer.from("shop:1:\xff\xfe", "latin1"), "1");
    const rows = (await listAll("keys")) as [string, string | null][];
    expect(rows.map(([key, redisKey]) => [key, redisKey]).sort()).toEqual([
      ["fine", "shop:1:fine"],
      ["shop:1:\\xff\\xfe", null],
    ]);
  });

  it("of a key function without patterns are not listed, and can be opened by name", async () => {
    const hashed = await openCaches({}, server.url(), {
      KEY_FUNCTION: (key: string) => createHash("sha256").update(key).digest("hex"),
    });
    onTestFinished(() => hashed.close());
    await hashed.get().set("a", "x");
    const its = await Page.of(hashed);
    expect((await its.ask("/api/keys")).status).toBe(501);
    expect((await its.ask("/api/entry?redisKey=abc")).status).toBe(501);
    expect((await its.read("entry", { key: "a" })).tree.text).toBe("x");
  });

  it("can be found by their tag", async () => {
    const cache = caches.get();
    await cache.set("plain", "x");
    await cache.getOrSet("a", () => 1, { tags: ["red", "blue"] });
    await cache.getOrSet("b", () => 2, { tags: ["blue"] });
    const rows = (await listAll("keys", { tag: "red" })) as [string][];
    expect(rows.map(([key]) => key)).toEqual(["a"]);
  });

  it("with a cursor of another connection start again", async () => {
    const { status } = await page.ask("/api/keys?cursor=0-999999-17");
    expect(status).toBe(409);
    expect((await page.ask("/api/keys?cursor=9--0")).status).toBe(409);
  });
});

describe("a key", () => {
  it("has its value, its bytes, its facts and its envelope", async () => {
    await caches
      .get()
      .getOrSet("user:1", () => ({ name: "Ada", tags: ["a"] }), { timeout: 60, stale: 60, tags: ["users"] });
    const entry = await page.read("entry", { redisKey: "shop:1:user:1" });
    expect(entry).toMatchObject({
      key: "user:1",
      redisKey: "shop:1:user:1",
      type: "string",
      serializer: "JsonSerializer",
      compressor: null,
      value: "shown",
      tree: {
        type: "entries",
        of: "Object",
        children: [
          { text: "name" },
          { of: "string", text: "Ada" },
          { text: "tags" },
          { type: "list", size: 1, children: [{ text: "a" }] },
        ],
      },
      envelope: { tags: ["users"], isCurrent: true },
    });
    expect(Date.parse(entry.envelope.keptUntil) - Date.parse(entry.envelope.expiresAt)).toBeGreaterThan(
      50_000,
    );
    expect(Buffer.from(entry.stored, "base64").toString("latin1")).toMatch(/^.meta:.*\{"name":"Ada"/s);
  });

  it("counts as no hit and no miss", async () => {
    await caches.get().set("a", { b: 1 });
    const before = caches.stats().default;
    await page.read("entry", { key: "a" });
    await page.read("keys");
    const { hits, misses, writes } = caches.stats().default ?? {};
    expect({ hits, misses, writes }).toEqual({
      hits: before?.hits,
      misses: before?.misses,
      writes: before?.writes,
    });
  });

  it("of another cache's prefix is rejected", async () => {
    await server.command("SET", "other:1:a", "1");
    expect((await page.ask("/api/entry?redisKey=other:1:a")).status).toBe(400);
    expect((await page.ask("/api/entry?key=missing")).status).toBe(404);
    expect((await page.ask("/api/entry?cache=nope&key=a")).status).toBe(404);
  });

  it("of 64 KiB and more is fetched on request, of 8 MiB and more not at all", async () => {
    await caches.get().set("large", "x".repeat(100_000));
    await server.command("SETRANGE", "shop:1:huge", 9 * 1024 * 1024, "x");
    const monitor = await server.monitor();
    const large = await page.read("entry", { key: "large" });
    const huge = await page.read("entry", { key: "huge", anyway: "1" });
    expect([large.value, large.size, large.tree]).toEqual(["ask", 100_002, undefined]);
    expect([huge.value, huge.tree]).toEqual(["forbidden", undefined]);
    await monitor.stop();
    expect(monitor.commands.filter(({ name }) => name.toUpperCase() === "GET")).toEqual([]);
    const asked = await page.read("entry", { key: "large", anyway: "1" });
    expect(asked.tree.text).toBe("x".repeat(100_000));
  });

  it("of another type with more than 8 MiB of members is not fetched", async () => {
    const fill = "for i = 1, 60 do redis.call('RPUSH', KEYS[1], string.rep('x', ARGV[1])) end";
    await server.command("EVAL", fill, "1", "shop:1:heavy", "300000");
    expect((await page.read("entry", { key: "heavy", anyway: "1" })).value).toBe("forbidden");
    await server.command("EVAL", fill, "1", "shop:1:light", "3000");
    expect((await page.read("entry", { key: "light", anyway: "1" })).members.rows).toHaveLength(60);
  });

  it("of another type is shown up to the page's limit", async () => {
    const fill =
      "for i = 1, 100 do redis.call('HSET', KEYS[1], i, '\"' .. string.rep('x', 50000) .. '\"') end";
    await server.command("EVAL", fill, "1", "shop:1:texts");
    const { body } = await page.ask("/api/entry?key=texts&anyway=1");
    expect(JSON.parse(body).members.rows).toHaveLength(100);
    expect(body.length).toBeLessThan(2_000_000);
  });

  it("of another type has its members on request", async () => {
    const cache = caches.get();
    await cache.hset("hash", "field", { a: 1 });
    await cache.sadd("set", "one");
    await cache.zadd("zset", [["two", 2]]);
    await server.command("RPUSH", "shop:1:list", "3");
    expect(await page.read("entry", { key: "hash" })).toMatchObject({ type: "hash", value: "ask" });
    const rows = async (key: string) => (await page.read("entry", { key, anyway: "1" })).members.rows;
    expect(await rows("hash")).toMatchObject([
      { name: "field", tree: { children: [{ text: "a" }, { text: "1" }] } },
    ]);
    expect(await rows("set")).toMatchObject([{ name: null, tree: { text: "one" } }]);
    expect(await rows("zset")).toMatchObject([{ name: "2", tree: { text: "two" } }]);
    expect(await rows("list")).toMatchObject([{ name: "0", tree: { text: "3" } }]);
  });

  it("that cannot be decoded has the reason, with its bytes", async () => {
    await server.command("SET", "shop:1:broken", "{");
    const entry = await page.read("entry", { key: "broken" });
    expect(entry.fault).toMatch(/cannot be read/);
    expect(entry.tree).toBeUndefined();
    expect(Buffer.from(entry.stored, "base64").toString()).toBe("{");
  });

  it("with herd and a compressor is decoded as the cache does", async () => {
    const other = await openCaches({ CLIENT_CLASS: "herd", COMPRESSOR: "zstd", SERIALIZER: "msgpack" });
    onTestFinished(() => other.close());
    await other.get().set("a", { text: "word ".repeat(1000) });
    const entry = await (await Page.of(other)).read("entry", { key: "a" });
    expect(entry).toMatchObject({ serializer: "MsgPackSerializer", compressor: "ZstdCompressor" });
    expect(entry.tree.children[1].text).toBe("word ".repeat(1000));
  });
});

describe("tags and locks", () => {
  it("are listed with the time left", async () => {
    const cache = caches.get();
    await cache.getOrSet("a", () => 1, { timeout: 60, tags: ["red", "b{l}ue"] });
    expect(await listAll("tags")).toEqual(
      expect.arrayContaining([
        { tag: "red", ttl: expect.any(Number) },
        { tag: "b{l}ue", ttl: expect.any(Number) },
      ]),
    );
  });

  it("are found among many equally long strings, which are requested once", async () => {
    const fill = "for i = 1, 500 do redis.call('SET', KEYS[1] .. i, '\"' .. string.rep('x', 30) .. '\"') end";
    await server.command("EVAL", fill, "1", "shop:1:text");
    await caches.get().lock("held", { timeout: 30 }).acquire();
    const monitor = await server.monitor();
    expect(await listAll("locks")).toMatchObject([{ key: "held" }]);
    await monitor.stop();
    expect(monitor.commands.filter(({ name }) => name.toUpperCase() === "PTTL")).toHaveLength(1);
  });

  it("have the owner of each lock, and disappear with it", async () => {
    const cache = caches.get();
    await cache.set("text", "0123456789abcdef0123456789abcdef");
    const held = await cache.lock("report", { timeout: 30, fencing: true }).acquire();
    await cache.lock("plain", { timeout: 30 }).acquire();
    const rows = (await listAll("locks")) as { key: string }[];
    expect(rows.sort((a, b) => a.key.localeCompare(b.key))).toEqual([
      {
        key: "plain",
        kind: "lock",
        owner: expect.stringMatching(/^[0-9a-f]{32}$/),
        fence: null,
        ttl: expect.any(Number),
      },
      {
        key: "report",
        kind: "lock",
        owner: String(held?.token),
        fence: String(held?.fencingToken),
        ttl: expect.closeTo(30_000, -4),
      },
    ]);
    await held?.release();
    expect(((await listAll("locks")) as { key: string }[]).map(({ key }) => key)).toEqual(["plain"]);
  });

  it("are those of the cache's own version", async () => {
    const other = await openCaches({ CLIENT_CLASS: "herd" }, server.url(), { VERSION: 2 });
    onTestFinished(() => other.close());
    await other.get().lock("theirs", { timeout: 30 }).acquire();
    await server.command("SET", "shop:{shop:2:slow}:load", "0".repeat(32));
    expect(await listAll("locks")).toEqual([]);
    expect(await listAll("locks", {}, await Page.of(other))).toHaveLength(2);
  });

  it("are listed next to keys that the user has no right to", async () => {
    const rights = ["on", ">secret", "~shop:1:*", "~shop:{*", "+@all"];
    await server.command("ACL", "SETUSER", "narrow", ...rights);
    const narrow = await openCaches({ USERNAME: "narrow", PASSWORD: "secret" });
    onTestFinished(() => narrow.close());
    await server.command("SET", "shop:2:b", "0".repeat(32));
    await caches.get().lock("a", { timeout: 30 }).acquire();
    expect(await listAll("locks", {}, await Page.of(narrow))).toMatchObject([{ key: "a" }]);
  });

  it("are listed at once next to a key that only looks like a tag's", async () => {
    await server.command("SET", `shop:{${":{".repeat(200_000)}}:tagged`, "1");
    const started = performance.now();
    expect(await listAll("tags")).toEqual([]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("have the running loads of getOrSet with herd", async () => {
    const other = await openCaches({ CLIENT_CLASS: "herd" });
    onTestFinished(() => other.close());
    let finish: (value: number) => void = () => {};
    const loading = other.get().getOrSet(
      "slow",
      () =>
        new Promise<number>((resolve) => {
          finish = resolve;
        }),
    );
    const its = await Page.of(other);
    await vi.waitFor(async () => {
      expect(await listAll("locks", {}, its)).toMatchObject([{ key: "slow", kind: "load" }]);
    });
    finish(1);
    expect(await loading).toBe(1);
  });
});

describe("servers, settings, findings and statistics", () => {
  it("have the facts of a server", async () => {
    await caches.get().set("a", 1);
    const { rows } = await page.read("servers");
    expect(rows).toMatchObject([
      { cache: "default", role: "master", keys: 1, maxBytes: 0, slots: null, lagSeconds: null },
    ]);
    expect(rows[0].version).toMatch(/^\d+\./);
  });

  it("have an error for a server that does not answer", async () => {
    const unreachable = await openCaches({ SOCKET_CONNECT_TIMEOUT: 0.5 }, "redis://127.0.0.1:1");
    onTestFinished(() => unreachable.close());
    const its = await Page.of(unreachable);
    expect((await its.read("servers")).rows).toMatchObject([
      { error: expect.stringMatching(/127\.0\.0\.1:1/) },
    ]);
    expect((await its.ask("/api/keys")).status).toBe(502);
    expect((await its.read("keys")).error).toMatchObject({ code: "ERR_UNREACHABLE" });
  });

  it("show settings with their defaults, and the origin of plugins, without secrets", async () => {
    const secret = await openCaches(
      {
        SERIALIZER: "msgpack",
        USERNAME: "u",
        PASSWORD: "geheim",
        REDIS_CLIENT_KWARGS: { password: "geheim" },
      },
      "redis://u:geheim@127.0.0.1:1/3?password=geheim",
    );
    onTestFinished(() => secret.close());
    const { body } = await (await Page.of(secret)).ask("/api/settings");
    expect(body).not.toContain("geheim");
    const [{ settings }] = JSON.parse(body).rows;
    expect(settings).toMatchObject({
      BACKEND: { part: "RedisCache" },
      KEY_PREFIX: "shop",
      TIMEOUT: 300,
      OPTIONS: {
        SCAN_ITERSIZE: 1000,
        PASSWORD: "***",
        SERIALIZER: { part: "MsgPackSerializer", from: expect.stringMatching(/^file:.*serializer-msgpack/) },
      },
    });
  });

  it("show a setting with a cycle, and numbers that JSON cannot represent", async () => {
    const logger: Record<string, unknown> = { warn() {}, error() {}, level: 5n };
    logger.self = logger;
    const logged = await openCaches({ LOGGER: logger });
    onTestFinished(() => logged.close());
    const [{ settings }] = (await (await Page.of(logged)).read("settings")).rows;
    expect(settings.OPTIONS.LOGGER).toMatchObject({
      warn: { part: "warn" },
      level: "5",
      self: { part: "circular" },
    });
  });

  it("have the findings of doctor, and write nothing for them", async () => {
    const monitor = await server.monitor();
    const { sections } = await page.read("findings");
    await monitor.stop();
    const texts = sections.flatMap(({ findings }: { findings: { text: string }[] }) =>
      findings.map(({ text }) => text),
    );
    expect(texts).toContainEqual(expect.stringMatching(/maxmemory is not set/));
    expect(monitor.commands.map(({ name }) => name.toUpperCase())).not.toContain("SET");
  });

  it("test values if the page may write", async () => {
    const { sections } = await (await Page.of(caches, { write: true })).read("findings");
    const texts = sections.flatMap(({ findings }: { findings: { text: string }[] }) =>
      findings.map(({ text }) => text),
    );
    expect(texts).toContainEqual(expect.stringMatching(/values come back equal/));
  });

  it("count loads by reason, from the first request", async () => {
    const cache = caches.get();
    const isHeard = () => channel("coffer:load").hasSubscribers;
    // Tests of other files share the process, and may have made a request a moment ago.
    await expect.poll(isHeard, { timeout: 30_000 }).toBe(false);
    await cache.getOrSet("before", () => 1);
    await page.read("stats");
    expect(isHeard()).toBe(true);
    await cache.getOrSet("a", () => 1);
    await cache.getOrSet("a", () => 2, { fresh: true });
    const { caches: stats, reasons } = await page.read("stats");
    expect(reasons).toEqual({ default: { miss: 1, fresh: 1 } });
    expect(stats.default).toMatchObject({ loads: 3, writes: 3 });
  });
});

describe("writes", () => {
  it("delete a key, change its expiry, and invalidate the values of a tag", async () => {
    const cache = caches.get();
    await cache.set("a", 1, 60);
    await cache.getOrSet("b", () => 1, { tags: ["red"] });
    const its = await Page.of(caches, { write: true });
    const headers = await its.writing();
    const post = async (path: string) => JSON.parse((await its.ask(path, headers, "POST")).body);
    expect(await post("/api/expire?key=a&seconds=1000")).toEqual({ done: true });
    expect(await cache.ttl("a")).toBeGreaterThan(900);
    expect(await post("/api/expire?key=a")).toEqual({ done: true });
    expect(await cache.ttl("a")).toBeNull();
    expect((await its.ask("/api/expire?key=a&seconds=-1", headers, "POST")).status).toBe(400);
    expect((await its.ask("/api/expire?key=a&seconds=1e300", headers, "POST")).status).toBe(400);
    expect((await its.ask("/api/delete-tag?tag=", headers, "POST")).status).toBe(400);
    expect(await post("/api/delete?redisKey=shop:1:a")).toEqual({ done: true });
    expect(await cache.has("a")).toBe(false);
    expect(await post("/api/delete?key=a")).toEqual({ done: false });
    expect(await post("/api/delete-tag?tag=red")).toEqual({ done: true });
    expect(await cache.get("b")).toBeUndefined();
  });
});
