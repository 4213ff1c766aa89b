import { type Monitor, type RedisServer, startServer } from "@coffer-internal/servers";
import { type Cache, type Caches, createCaches, type HeldLock } from "coffer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cheatSheetRows } from "./lib/cheat-sheet-rows.js";

let server: RedisServer;
let caches: Caches;
/** Without a prefix. */
let whole: Caches;
let monitor: Monitor;

beforeAll(async () => {
  server = await startServer();
  const open = (KEY_PREFIX?: string) =>
    createCaches({ CACHES: { default: { LOCATION: server.url(0), ...(KEY_PREFIX && { KEY_PREFIX }) } } });
  [caches, whole] = await Promise.all([open("p"), open()]);
  await Promise.all([caches.ready(), whole.ready()]);
  monitor = await server.monitor();
});

afterAll(async () => {
  await monitor[Symbol.asyncDispose]();
  await Promise.all([caches.close(), whole.close()]);
  await server.stop();
});

const soon = () => Math.ceil(Date.now() / 1000) + 100;
const held = async (cache: Cache, key: string) =>
  (await cache.lock(key, { timeout: "1m" }).acquire()) as HeldLock;

/** What has to be there before. */
const BEFORE: Readonly<Record<string, (cache: Cache) => Promise<unknown>>> = {
  incr: (cache) => cache.set("n", 1),
  decr: (cache) => cache.set("n", 1),
  incrVersion: (cache) => cache.set("n", 1),
  decrVersion: (cache) => cache.set("n", 1),
  update: (cache) => cache.set("old", 1),
  deletePattern: (cache) => cache.set("x:1", 1),
  clear: (cache) => cache.set("x:1", 1),
};

/** A use of each method that sends something. */
const CALLS: Readonly<Record<string, (cache: Cache) => Promise<unknown>>> = {
  get: async (cache) => [await cache.get("k"), await Promise.all([cache.get("k"), cache.get("l")])],
  getMany: (cache) => cache.getMany(["k", "l"]),
  set: (cache) => cache.set("k", "v", "5m"),
  add: (cache) => cache.add("a", "v"),
  setMany: (cache) => cache.setMany({ k: 1, l: 2 }),
  has: (cache) => cache.has("k"),
  getOrSet: (cache) => cache.getOrSet("g", () => 1),
  getOrSetMany: (cache) => cache.getOrSetMany(["h", "i"], (keys) => keys.map((key) => [key, 1] as const)),
  update: async (cache) => {
    await cache.update("old", () => "new");
    await cache.update("missing", () => "new");
  },
  incr: (cache) => cache.incr("n"),
  decr: (cache) => cache.decr("n"),
  incrVersion: (cache) => cache.incrVersion("n"),
  decrVersion: (cache) => cache.decrVersion("n"),
  delete: (cache) => cache.delete("k"),
  deleteMany: (cache) => cache.deleteMany(["k", "l"]),
  pull: (cache) => cache.pull("k"),
  deleteByTag: (cache) => cache.deleteByTag("t"),
  deletePattern: (cache) => cache.deletePattern("x:*"),
  clear: async (cache) => [await cache.clear(), await whole.get().clear()],
  keys: (cache) => cache.keys("*"),
  iterKeys: async (cache) => {
    for await (const _key of cache.iterKeys("*"));
  },
  ttl: (cache) => cache.ttl("k"),
  pttl: (cache) => cache.pttl("k"),
  getWithTtl: (cache) => cache.getWithTtl("k"),
  expire: (cache) => cache.expire("k", "5m"),
  pexpire: (cache) => cache.pexpire("k", 5000),
  expireAt: (cache) => cache.expireAt("k", soon()),
  pexpireAt: (cache) => cache.pexpireAt("k", soon() * 1000),
  persist: (cache) => cache.persist("k"),
  touch: (cache) => cache.touch("k"),
  sadd: (cache) => cache.sadd("s", 1, 2),
  srem: (cache) => cache.srem("s", 1),
  scard: (cache) => cache.scard("s"),
  smembers: (cache) => cache.smembers("s"),
  sismember: (cache) => cache.sismember("s", 1),
  smismember: (cache) => cache.smismember("s", 1, 2),
  smove: (cache) => cache.smove("s", "s2", 1),
  spop: (cache) => cache.spop("s"),
  srandmember: (cache) => cache.srandmember("s", 2),
  sdiff: (cache) => cache.sdiff("s", "s2"),
  sinter: (cache) => cache.sinter("s", "s2"),
  sunion: (cache) => cache.sunion("s", "s2"),
  sdiffstore: (cache) => cache.sdiffstore("s3", "s", "s2"),
  sinterstore: (cache) => cache.sinterstore("s3", "s", "s2"),
  sunionstore: (cache) => cache.sunionstore("s3", "s", "s2"),
  sscan: (cache) => cache.sscan("s"),
  sscanIter: async (cache) => {
    for await (const _member of cache.sscanIter("s"));
  },
  hset: (cache) => cache.hset("hash", "field", 1),
  hget: (cache) => cache.hget("hash", "field"),
  hmget: (cache) => cache.hmget("hash", ["field"]),
  hgetall: (cache) => cache.hgetall("hash"),
  hdel: (cache) => cache.hdel("hash", "field"),
  hexists: (cache) => cache.hexists("hash", "field"),
  hkeys: (cache) => cache.hkeys("hash"),
  hlen: (cache) => cache.hlen("hash"),
  zadd: (cache) => cache.zadd("z", { a: 1 }),
  zincrby: (cache) => cache.zincrby("z", 1, "a"),
  zscore: (cache) => cache.zscore("z", "a"),
  zrank: (cache) => cache.zrank("z", "a"),
  zcard: (cache) => cache.zcard("z"),
  zcount: (cache) => cache.zcount("z", 0, 1),
  zrange: async (cache) => [await cache.zrange("z", 0, -1), await cache.zrange("z", 0, -1, { desc: true })],
  zrevrange: (cache) => cache.zrevrange("z", 0, -1),
  zrangebyscore: (cache) => cache.zrangebyscore("z", 0, 1),
  zrevrangebyscore: (cache) => cache.zrevrangebyscore("z", 1, 0),
  zpopmin: (cache) => cache.zpopmin("z"),
  zpopmax: (cache) => cache.zpopmax("z", 2),
  zrem: (cache) => cache.zrem("z", "a"),
  zremrangebyscore: (cache) => cache.zremrangebyscore("z", 0, 1),
  "lock.using": (cache) => cache.lock("using").using((_signal, lock) => lock.extend("1m")),
  "lock.acquire": (cache) => held(cache, "acquire"),
  "lock.locked": (cache) => cache.lock("acquire").locked(),
  "lock.release": async (cache) => (await held(cache, "release")).release(),
  "lock.extend": async (cache) => (await held(cache, "extend")).extend("1m"),
  "lock.reacquire": async (cache) => (await held(cache, "reacquire")).reacquire(),
  "lock.owned": async (cache) => (await held(cache, "owned")).owned(),
  "caches.ready": () => caches.ready(),
};

/** Locks have to be held before these are called, by a command that is not theirs. */
const HELD = /^lock\.(?:release|extend|reacquire|owned)$/;
/** How scripts are sent. */
const SCRIPT = /^EVAL(?:SHA)?$/;

const rows = cheatSheetRows("guide/cheat-sheet.md").filter(({ commands }) => commands.length > 0);

it("has a use of each method that sends something", () => {
  expect(Object.keys(CALLS).toSorted()).toEqual(rows.map(({ names }) => names[0]).toSorted());
});

it.each(rows)("$names.0 sends $commands", async ({ names: [name = ""], commands }) => {
  await BEFORE[name]?.(caches.get());
  const before = (await monitor.settled()).length;
  await CALLS[name]?.(caches.get());
  const seen = (await monitor.settled()).slice(before);
  expect(seen.map((each) => each.name)).toEqual(expect.arrayContaining([...commands]));
  const sent = seen.filter((each) => each.client !== "lua" && !SCRIPT.test(each.name));
  const unnamed = sent.filter((each) => !commands.includes(each.name));
  expect(unnamed.map((each) => each.name)).toEqual(HELD.test(name) ? ["SET"] : []);
});
