import { type Cache, codeOf } from "@coffer/cache-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type AnsweringServer, startAnsweringServer } from "./support/answering-server.js";
import { caching } from "./support/caching.js";
import { LONG } from "./support/connecting.js";
import { oneDriver } from "./support/drivers.js";

const SHAPES: Readonly<Record<string, string>> = {
  nil: "$-1\r\n",
  "a nil list": "*-1\r\n",
  "an integer": ":1\r\n",
  "a simple string": "+OK\r\n",
  "a bulk string": "$1\r\n5\r\n",
  "an empty list": "*0\r\n",
  "a list of an integer": "*1\r\n:1\r\n",
  "a list of a bulk string": "*1\r\n$1\r\n5\r\n",
  "a list of lists": "*2\r\n*0\r\n*0\r\n",
};

type Call = (cache: Cache) => Promise<unknown>;

/** Every command that a client sends, with the shapes that it must reject. */
const CALLS: readonly (readonly [name: string, wrong: readonly string[], call: Call])[] = [
  ["get", ["an integer", "an empty list"], (cache) => cache.get("k")],
  [
    "many get at once",
    ["nil", "an integer", "a bulk string", "an empty list"],
    (cache) => Promise.all(Array.from({ length: 5 }, (_, n) => cache.get(`k${n}`))),
  ],
  ["getMany", ["nil", "an integer", "a list of an integer"], (cache) => cache.getMany(["a", "b", "c"])],
  ["getOrSet", ["an integer", "an empty list"], (cache) => cache.getOrSet("k", () => 1)],
  ["set", ["an integer", "an empty list"], (cache) => cache.set("k", 1)],
  [
    "many set at once",
    ["an integer", "an empty list"],
    (cache) => Promise.all(Array.from({ length: 5 }, (_, n) => cache.set(`k${n}`, n))),
  ],
  ["delete", ["nil", "a bulk string", "an empty list"], (cache) => cache.delete("k")],
  ["deleteMany", ["nil", "a bulk string"], (cache) => cache.deleteMany(["a", "b"])],
  ["has", ["nil", "a simple string"], (cache) => cache.has("k")],
  ["incr", ["an integer", "an empty list", "a list of lists"], (cache) => cache.incr("k")],
  ["incrVersion", ["nil", "a bulk string"], (cache) => cache.incrVersion("k")],
  ["ttl", ["nil", "a bulk string"], (cache) => cache.ttl("k")],
  ["expire", ["nil", "an empty list"], (cache) => cache.expire("k", 5)],
  ["expire never", ["nil", "an empty list"], (cache) => cache.expire("k", null)],
  ["keys", ["nil", "an integer", "an empty list", "a list of lists"], (cache) => cache.keys("*")],
  ["iterKeys", ["nil", "an integer"], each],
  ["deletePattern", ["nil", "an integer"], (cache) => cache.deletePattern("*")],
  ["clear", ["nil", "an integer"], (cache) => cache.clear()],
  ["sadd", ["nil", "a bulk string"], (cache) => cache.sadd("k", 1)],
  ["smembers", ["nil", "an integer", "a list of an integer"], (cache) => cache.smembers("k")],
  ["smismember", ["nil", "an empty list"], (cache) => cache.smismember("k", 1, 2, 3)],
  ["spop", ["an integer", "an empty list"], (cache) => cache.spop("k")],
  ["spop of some", ["nil", "an integer"], (cache) => cache.spop("k", 2)],
  ["sinter", ["nil", "an integer"], (cache) => cache.sinter("a", "b")],
  ["sdiffstore", ["nil", "a bulk string"], (cache) => cache.sdiffstore("to", "a", "b")],
  ["sscan", ["nil", "an integer"], (cache) => cache.sscan("k")],
  ["hset", ["nil", "a bulk string"], (cache) => cache.hset("k", "f", 1)],
  ["hget", ["an integer", "an empty list"], (cache) => cache.hget("k", "f")],
  ["hmget", ["nil", "an empty list"], (cache) => cache.hmget("k", ["a", "b", "c"])],
  ["hgetall", ["nil", "a list of a bulk string"], (cache) => cache.hgetall("k")],
  ["hkeys", ["nil", "an integer"], (cache) => cache.hkeys("k")],
  ["zadd", ["nil", "a bulk string"], (cache) => cache.zadd("k", [["a", 1]])],
  ["zadd with incr", ["an integer", "an empty list"], (cache) => cache.zadd("k", [["a", 1]], { incr: true })],
  ["zincrby", ["nil", "an integer"], (cache) => cache.zincrby("k", 1, "a")],
  ["zscore", ["an integer", "an empty list"], (cache) => cache.zscore("k", "a")],
  ["zrank", ["a bulk string", "an empty list"], (cache) => cache.zrank("k", "a")],
  ["zcard", ["nil", "a bulk string"], (cache) => cache.zcard("k")],
  ["zpopmin", ["nil", "a list of a bulk string"], (cache) => cache.zpopmin("k", 2)],
  ["zrange", ["nil", "an integer"], (cache) => cache.zrange("k", 0, -1)],
  ["a lock", ["an integer", "an empty list"], (cache) => cache.lock("k").acquire({ blocking: false })],
  [
    "a fenced lock",
    ["nil", "a bulk string"],
    (cache) => cache.lock("k", { fencing: true }).acquire({ blocking: false }),
  ],
];

async function each(cache: Cache): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const key of cache.client.iterKeys("*")) found.push(key);
  return found;
}

describe.each(oneDriver)("with $name, replies of a shape that Redis never sends", (driver) => {
  const open = caching(driver);
  let server: AnsweringServer;
  beforeAll(async () => {
    server = await startAnsweringServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** Repeats the call while the client is reconnecting. */
  async function attempt(cache: Cache, call: Call): Promise<{ error?: { code?: string } }> {
    return await vi.waitUntil(
      async () => {
        const error = await call(cache).then(
          () => undefined,
          (reason) => reason,
        );
        return error?.code === "ERR_UNREACHABLE" ? undefined : { error };
      },
      { timeout: 120_000, interval: 20 },
    );
  }

  it("reject each caller with ERR_REPLY or do no harm, and close the connection", {
    timeout: 300_000,
  }, async () => {
    // Separate databases, so that the calls have separate connections.
    const caches = await Promise.all(CALLS.map((_, db) => open(server.url(db), LONG)));
    for (const [shape, reply] of Object.entries(SHAPES)) {
      server.reply = reply;
      const before = server.connections;
      let refused = 0;
      await Promise.all(
        CALLS.map(async ([name, wrong, call], n) => {
          const { error } = await attempt(caches[n] as Cache, call);
          if (!wrong.includes(shape)) {
            // A possible shape, such as a value that cannot be decoded, is reported with its own error.
            if (error !== undefined) expect(error.code, `${name}, ${shape}: ${error}`).toMatch(/^ERR_/);
            return;
          }
          expect(error?.code, `${name}, ${shape}: ${error}`).toBe("ERR_REPLY");
          refused += 1;
        }),
      );
      await vi.waitFor(
        () => expect(server.connections - before).toBeGreaterThanOrEqual(Math.min(refused, 1)),
        {
          timeout: 120_000,
        },
      );
    }
  });

  it("are ignored with IGNORE_EXCEPTIONS like other errors of Redis", { timeout: 300_000 }, async () => {
    server.reply = "*-1\r\n";
    const caches = await Promise.all(
      CALLS.map((_, db) => open(server.url(db), { ...LONG, IGNORE_EXCEPTIONS: true })),
    );
    await Promise.all(
      CALLS.map(async ([name, , call], n) => {
        if (/lock|iterKeys/.test(name)) return;
        const error = await call(caches[n] as Cache).then(
          () => undefined,
          (reason) => reason,
        );
        // A script replies nil if there is no such key.
        expect(["none", "ERR_KEY_NOT_FOUND"], `${name}: ${error}`).toContain(
          error === undefined ? "none" : codeOf(error),
        );
      }),
    );
  });
});
