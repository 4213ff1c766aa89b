import type { BaseClient, ClientClass } from "@coffer/client-default";
import { near } from "@coffer/layer-near";
import { eventually, startServer } from "@coffer-internal/servers";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { armed, hitsOf, kept } from "./armed.js";
import { openCache } from "./open-cache.js";

const server = await startServer({ config: { "enable-debug-command": "yes" } });
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));
const LOCATION = server.url(0);

describe("a value is read from memory", () => {
  it("by get, getOrSet and wrap, the second time", async () => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    await cache.set("k", { n: 1 });
    const wrapped = cache.wrap("named", async (id: number) => ({ id }));
    await wrapped(7);
    const reads = [() => cache.get("k"), () => cache.getOrSet("k", () => 0), () => wrapped(7)];
    await kept(cache, "k", String(wrapped.key(7).original));
    for (const read of reads) {
      const first = await read();
      const before = hitsOf(cache);
      expect(await read()).toEqual(first);
      expect(hitsOf(cache)).toBe(before + 1);
    }
  });

  it("by getMany, the others from Redis, in one answer", async () => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    await cache.setMany({ a: 1, b: [2], c: 3 });
    await kept(cache, "a", "b");
    const { hits, misses } = cache.stats().near ?? {};
    expect([...(await cache.getMany(["c", "a", "none", "b"]))]).toEqual([
      ["c", 3],
      ["a", 1],
      ["b", [2]],
    ]);
    expect(cache.stats().near).toMatchObject({ hits: Number(hits) + 2, misses: Number(misses) + 2 });
    await kept(cache, "c");
    const commands = await server.monitor();
    expect((await cache.getMany(["a", "b", "c"])).size).toBe(3);
    await cache.client.ready();
    expect(commands.commands.filter(({ name }) => /get/i.test(name))).toEqual([]);
    await commands[Symbol.asyncDispose]();
  });

  it("counts as a hit of the cache", async () => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    await cache.set("k", 1);
    await kept(cache, "k");
    const { hits } = cache.stats();
    await cache.get("k");
    expect(cache.stats().hits).toBe(hits + 1);
  });

  it("in order: a read does not see a write that is called after it", async () => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    await cache.set("k", 1);
    await kept(cache, "k");
    const answers = await Promise.all([cache.get("k"), cache.set("k", 2), cache.get("k")]);
    expect(answers).toEqual([1, true, 2]);
  });

  it("and neither sockets nor timers starve while a caller reads again after each answer", async () => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    await cache.set("k", 1);
    await kept(cache, "k");
    let isOver = false;
    setTimeout(() => {
      isOver = true;
    }, 10);
    for (let n = 0; !isOver; n++) {
      // Milliseconds would be enough. Waiting as long as MAX_LAG would prove nothing.
      expect(n).toBeLessThan(5_000_000);
      await cache.get("k");
    }
  });
});

describe("a value is removed from memory", () => {
  const changes: Record<string, () => Promise<unknown>> = {
    "after a SET by another client": () => server.command("SET", "shop:1:k", "2"),
    "a script": () => server.command("EVAL", "return redis.call('SET', KEYS[1], 2)", 1, "shop:1:k"),
    "its deletion": () => server.command("UNLINK", "shop:1:k"),
    "its expiry": () => server.command("PEXPIRE", "shop:1:k", 1),
    "another name": () => server.command("RENAME", "shop:1:k", "shop:1:other"),
    FLUSHDB: () => server.command("FLUSHDB"),
    "after a flush of all databases": () => server.command("FLUSHALL"),
  };
  it.each(Object.entries(changes))("after %s", async (_, change) => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    await cache.set("k", 1);
    await kept(cache, "k");
    await change();
    await eventually(async () => expect(await cache.get("k")).not.toBe(1));
  });

  it("when its time in Redis is over, which Redis does not report", async () => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    // Without active expiry, an expired key is deleted only when a client accesses it.
    await server.command("DEBUG", "SET-ACTIVE-EXPIRE", 0);
    try {
      let end = 0;
      // Stored again where its time was over before it was kept.
      await eventually(async () => {
        if (performance.now() > end) {
          await cache.set("k", 1, "1500ms");
          end = performance.now() + 1500;
        }
        const before = hitsOf(cache);
        expect(await cache.get("k")).toBe(1);
        expect(hitsOf(cache)).toBe(before + 1);
      });
      // Redis counts the time left in whole milliseconds, by a clock that it reads once per turn of its event loop.
      while (performance.now() < end + 50) await cache.get("k");
      expect(await cache.get("k")).toBeUndefined();
    } finally {
      await server.command("DEBUG", "SET-ACTIVE-EXPIRE", 1);
    }
  });

  it("after TIMEOUT of NEAR_CACHE, however long it lives in Redis", async () => {
    await using cache = await openCache({ LOCATION, NEAR_CACHE: { TIMEOUT: "50ms" } });
    await armed(cache);
    await cache.set("k", 1, null);
    await cache.get("k");
    const { misses } = cache.stats().near ?? {};
    await eventually(async () => {
      await cache.get("k");
      expect(cache.stats().near?.misses).toBeGreaterThan(Number(misses));
    });
  });

  it("if there are more than MAX_ENTRIES, or more than MAX_BYTES", async () => {
    await using cache = await openCache({ LOCATION, NEAR_CACHE: { MAX_ENTRIES: 10, MAX_BYTES: 24_000 } });
    await armed(cache);
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    await cache.setMany(new Map(keys.map((key) => [key, key])));
    await eventually(async () => {
      await cache.getMany(keys);
      expect(cache.stats().near?.entries).toBe(10);
      expect(cache.stats().near?.evictions).toBeGreaterThanOrEqual(10);
    });
    await cache.setMany(new Map(keys.map((key) => [key, "x".repeat(1200)])));
    await kept(cache, "k1");
    await cache.getMany(keys);
    expect(cache.stats().near?.bytes).toBeGreaterThan(8000);
    expect(cache.stats().near?.bytes).toBeLessThanOrEqual(24_000);
    await cache.setMany({ large: "x".repeat(3000), small: 1 });
    await kept(cache, "small");
    const before = hitsOf(cache);
    for (let n = 0; n < 3; n++) await cache.get("large");
    expect(hitsOf(cache)).toBe(before);
  });
});

describe("VALUES", () => {
  it("copy gives each caller its own object", async () => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    await cache.set("k", { list: [1] });
    await kept(cache, "k");
    for (let n = 0; n < 3; n++) {
      const found = await cache.get<{ list: number[] }>("k");
      expect(found).toEqual({ list: [1] });
      found?.list.push(2);
    }
  });

  it("frozen gives all callers the same immutable object", async () => {
    await using cache = await openCache({ LOCATION, NEAR_CACHE: { VALUES: "frozen" } });
    await armed(cache);
    await cache.set("k", { list: [{ n: 1 }] });
    await kept(cache, "k");
    const [first, second] = [await cache.get<{ list: object[] }>("k"), await cache.get("k")];
    expect(second).toBe(first);
    expect(Object.isFrozen(first?.list[0])).toBe(true);
    expect(() => first?.list.push({})).toThrow(TypeError);
    await cache.update<{ list: object[] }>("k", (value) => ({ list: [...(value?.list ?? []), { n: 2 }] }));
    expect(await cache.get("k")).toEqual({ list: [{ n: 1 }, { n: 2 }] });
  });

  it("frozen applies to every result, whether it could be kept or not", async () => {
    await using cache = await openCache({
      LOCATION,
      NEAR_CACHE: { VALUES: "frozen", MAX_BYTES: 8 },
    });
    await armed(cache);
    await cache.setMany({ a: [{ n: 1 }], b: [{ n: 1 }] });
    for (let n = 0; n < 3; n++) {
      const many = await cache.getMany<object[]>(["b"]);
      for (const found of [await cache.get<object[]>("a"), many.get("b")])
        expect([found, Object.isFrozen(found), Object.isFrozen(found?.[0])]).toEqual([
          [{ n: 1 }],
          true,
          true,
        ]);
    }
    expect(cache.stats().near?.entries).toBe(0);
  });

  it("values that cannot be frozen are copied: a Map, a Date", async () => {
    const OPTIONS = { SERIALIZER: "v8" };
    await using cache = await openCache({ LOCATION, NEAR_CACHE: { VALUES: "frozen" }, OPTIONS });
    await armed(cache);
    await cache.set("k", { map: new Map([[1, 2]]) });
    await kept(cache, "k");
    for (let n = 0; n < 3; n++) {
      const found = await cache.get<{ map: Map<number, number> }>("k");
      expect(found).toEqual({ map: new Map([[1, 2]]) });
      found?.map.set(3, 4);
    }
  });

  it.each(["copy", "frozen"] as const)(
    "%s are kept inflated and decrypted, and come back equal",
    async (VALUES) => {
      const OPTIONS = {
        COMPRESSOR: "zlib",
        CIPHER: "aes-gcm",
        CIPHER_KEYS: [{ id: "a", key: Buffer.alloc(32, 7).toString("base64") }],
      };
      await using cache = await openCache({ LOCATION, NEAR_CACHE: { VALUES }, OPTIONS });
      await armed(cache);
      const values = { text: "x".repeat(5000), list: Array(500).fill({ n: 1 }), integer: 42, none: null };
      await cache.setMany(values);
      await kept(cache, ...Object.keys(values));
      for (let n = 0; n < 3; n++)
        expect(await cache.getMany(Object.keys(values))).toEqual(new Map(Object.entries(values)));
    },
  );
});

describe("KEYS", () => {
  it("names the prefixes that are kept", async () => {
    await using cache = await openCache({ LOCATION, NEAR_CACHE: { KEYS: ["hot:", "hot:too:", "warm"] } });
    await armed(cache, "hot:");
    await cache.setMany({ "hot:a": 1, "hot:too:b": 2, warmer: 3, cold: 4 });
    await kept(cache, "hot:a", "hot:too:b", "warmer");
    await cache.get("cold");
    expect(cache.stats().near?.entries).toBe(3);
  });

  it("is required with a KEY_FUNCTION, and then has the prefixes of the Redis keys", async () => {
    const KEY_FUNCTION = (key: string) => `own/${key}`;
    await expect(openCache({ LOCATION, cache: { KEY_FUNCTION } })).rejects.toThrow(
      /NEAR_CACHE\.KEYS: with a KEY_FUNCTION/,
    );
    await using cache = await openCache({
      LOCATION,
      cache: { KEY_FUNCTION },
      NEAR_CACHE: { KEYS: ["own/"] },
    });
    await armed(cache);
    await cache.set("k", 1);
    await kept(cache, "k");
  });
});

it.each([
  [{ KEYS: "hot:" }, /NEAR_CACHE\.KEYS: must be a list/],
  [{ MAX_ENTRIES: 0 }, /NEAR_CACHE\.MAX_ENTRIES: must be an integer of at least 1, got 0/],
  [{ MAX_BYTES: 1.5 }, /NEAR_CACHE\.MAX_BYTES: must be an integer/],
  [{ TIMEOUT: null }, /NEAR_CACHE\.TIMEOUT: must be a number of seconds/],
  [
    { TIMEOUT: "1 minute" },
    /NEAR_CACHE\.TIMEOUT: must be .* or a duration such as "1m", at least "1ms", got '1 minute'/,
  ],
  [{ TIMEOUT: "-1m" }, /NEAR_CACHE\.TIMEOUT: must be/],
  [
    { MAX_LAG: 0 },
    /NEAR_CACHE\.MAX_LAG: must be a number of seconds or a duration .*, at least "100ms", got 0/,
  ],
  [{ MAX_LAG: "99ms" }, /NEAR_CACHE\.MAX_LAG: must be .* at least "100ms", got '99ms'/],
  [{ VALUES: "shared" }, /NEAR_CACHE\.VALUES: must be "copy" or "frozen", got 'shared'/],
  [{ MAX_ENTRY: 5 }, /NEAR_CACHE\.MAX_ENTRY: unknown option; known are KEYS/],
])("NEAR_CACHE %j is rejected", async (NEAR_CACHE, message) => {
  await expect(openCache({ LOCATION, NEAR_CACHE: NEAR_CACHE as object })).rejects.toThrow(message);
});

describe("Redis keys of values in memory are not made again", () => {
  it("for the keys of this prefix and version, as long as they are in memory", async () => {
    await using cache = await openCache({ LOCATION });
    await armed(cache);
    const known = () => (cache.client as unknown as BaseClient).context.keys.known;
    await cache.set("k", 1);
    await cache.set("k", 2, { version: 2 });
    await kept(cache, "k");
    const redisKey = cache.makeKey("k", { version: 2 });
    await eventually(async () => {
      const before = hitsOf(cache);
      expect(await cache.get(redisKey)).toBe(2);
      expect(hitsOf(cache)).toBe(before + 1);
    });
    expect(known()).toEqual(new Map([["k", "shop:1:k"]]));
    expect([await cache.get("k"), await cache.get("k", undefined, { version: 2 })]).toEqual([1, 2]);
    await cache.delete("k");
    expect(known()).toEqual(new Map());
    expect([await cache.get("k"), await cache.get("k", undefined, { version: 2 })]).toEqual([undefined, 2]);
  });

  it("not with a KEY_FUNCTION, which may make another one each time", async () => {
    let tenant = "a";
    const KEY_FUNCTION = (key: string, prefix: string, version: unknown) =>
      tenant === "a" ? `${prefix}:${version}:${key}` : `${prefix}:${version}:${tenant}:${key}`;
    const NEAR_CACHE = { KEYS: ["k"] };
    await using cache = await openCache({ LOCATION, NEAR_CACHE, cache: { KEY_FUNCTION } });
    await armed(cache, "k:");
    await cache.set("k", "a's");
    await kept(cache, "k");
    tenant = "b";
    expect(await cache.get("k")).toBeUndefined();
  });
});

it.each([
  ["above", ["changing", "near"]],
  ["below", ["near", "changing"]],
])(
  "a layer %s that changes how values are decoded is asked for values from memory, too",
  async (_, names) => {
    const changes = (what: "decodeEntry" | "decodePayload") => (Client: ClientClass) =>
      class extends Client {
        [what](stored: Buffer, ...others: [string, never]): unknown {
          const value = super[what](stored, ...others);
          return value instanceof Promise ? value : `changed ${value}`;
        }
      };
    for (const what of ["decodeEntry", "decodePayload"] as const) {
      for (const COMPRESSOR of [undefined, "zlib"]) {
        const LAYERS = names.map((name) => (name === "near" ? near : changes(what)));
        const OPTIONS = { LAYERS, NEAR_CACHE: {}, COMPRESSOR };
        await using cache = await openCache({ LOCATION, OPTIONS });
        await armed(cache);
        await cache.set("k", "text");
        for (let hits = hitsOf(cache); hitsOf(cache) < hits + 3; )
          expect(await cache.get("k")).toBe("changed text");
      }
    }
  },
);
