import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Cache, type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fromPython } from "../../../fixtures/from-python.js";
import { expectedValue, type InteropVector, interopVectors } from "../../../fixtures/interop-vectors.js";
import { DjangoCache } from "./django-cache.js";
import { fromWire, toWire } from "./wire.js";

/**
 * Not empty if the machine lacks Debian's packages. Then `npm test` warns that it leaves these tests out, and CI fails.
 */
const missing =
  process.env.COFFER_NO_DJANGO === "1" ? " (left out: there is no python3-django-redis here)" : "";

/**
 * Debian's django-redis has no gzip yet, and its zstd needs a module that Debian does not have. The packages of the
 * compressors test that Python's own modules read what ours write, and the other way round.
 */
const CODECS = [
  ["json", "json.JSONSerializer", "identity.IdentityCompressor"],
  ["json", "json.JSONSerializer", "zlib.ZlibCompressor"],
  ["json", "json.JSONSerializer", "lzma.LzmaCompressor"],
  ["json", "json.JSONSerializer", "lz4.Lz4Compressor"],
  ["msgpack", "msgpack.MSGPackSerializer", "identity.IdentityCompressor"],
] as const;

/**
 * The values that exist in both languages and in this format: as JavaScript values, and as instructions for Python to
 * create them.
 */
function valuesOf(serializer: "json" | "msgpack") {
  const toJavaScript =
    serializer === "json" ? expectedValue : ({ value }: InteropVector) => fromPython(value);
  return interopVectors(serializer, "none").flatMap((vector) => {
    const wire = toWire(vector.value);
    const isRefused = vector.stored_hex === undefined;
    return wire === undefined || isRefused ? [] : [{ id: vector.id, wire, value: toJavaScript(vector) }];
  });
}

const VALUES = valuesOf("json");

describe.skipIf(missing !== "")(`coffer and the real django-redis on one Redis${missing}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  describe.each(CODECS)("with %s (%s, %s)", (format, serializer, compressor) => {
    const values = valuesOf(format);
    let python: DjangoCache;
    let caches: Caches;
    let cache: Cache;

    beforeAll(async () => {
      const shared = {
        LOCATION: server.url(),
        KEY_PREFIX: "app:x*",
        VERSION: 7,
        OPTIONS: {
          SERIALIZER: `django_redis.serializers.${serializer}`,
          COMPRESSOR: `django_redis.compressors.${compressor}`,
        },
      };
      python = new DjangoCache(shared);
      caches = await createCaches(
        { CACHES: { default: { BACKEND: "django_redis.cache.RedisCache", ...shared } } },
        { parent: import.meta },
      );
      cache = caches.get();
    });
    afterAll(async () => {
      await caches.close();
      await python[Symbol.asyncDispose]();
    });
    beforeEach(() => cache.clear());

    it("Python and coffer both read every value that coffer writes", async () => {
      const writable = values.filter(({ value }) => !isNotFinite(value));
      expect(writable.length).toBeGreaterThan(50);
      for (const { id, value } of writable) {
        await cache.set(id, value);
        expect(await cache.get(id), id).toEqual(value);
        expect(asJson(fromWire(await python.call("get", [id]))), id).toEqual(asJson(value));
      }
    });

    it("coffer reads every value that Python writes, NaN and the infinities included", async () => {
      for (const { id, value, wire } of values) {
        await python.call("set", [id, wire]);
        expect(await cache.get(id), id).toEqual(value);
      }
    });

    it("both count on the same counter, at any size", async () => {
      await cache.set("hits", 41);
      expect(await python.call("incr", ["hits"])).toEqual({ $int: "42" });
      expect(await cache.incr("hits", 8)).toBe(50);
      await python.call("set", ["atoms", { $int: "9007199254740992" }]);
      expect(await cache.incr("atoms")).toBe(9007199254740993n);
      expect(await python.call("get", ["atoms"])).toEqual({ $int: "9007199254740993" });
    });

    it("expiry, presence, versions and deletes mean the same to both", async () => {
      await python.call("set", ["k", "v"], { timeout: 100 });
      expect(await cache.ttl("k")).toBeCloseTo(100, -1);
      expect(await cache.add("k", "other")).toBe(false);
      expect(await cache.touch("k", 50)).toBe(true);
      expect(Number(((await python.call("ttl", ["k"])) as { $int: string }).$int)).toBeCloseTo(50, -1);
      expect(await cache.incrVersion("k")).toBe(8);
      expect(await python.call("get", ["k"], { version: 8 })).toBe("v");
      await cache.set("k2", null, null);
      expect(await python.call("has_key", ["k2"])).toBe(true);
      expect(await python.call("ttl", ["k2"])).toBe(null);
      expect(await python.call("delete", ["k2"])).toBe(true);
      expect(await cache.has("k2")).toBe(false);
    });

    it("patterns find each other's keys under a prefix with a colon and a star", async () => {
      await python.call("set", ["user:1", "a"]);
      await cache.set("user:2", "b");
      expect((await cache.keys("user:*")).sort()).toEqual(["user:1", "user:2"]);
      expect(await python.call("delete_pattern", ["user:*"])).toEqual({ $int: "2" });
      await python.call("set", ["user:3", "c"]);
      expect(await cache.deletePattern("user:*")).toBe(1);
    });

    it("coffer's error for a value that Python pickled names pickle", async () => {
      await server.command("SET", "app:x*:7:pickled", Buffer.from("80049503000000000000008c016194", "hex"));
      await expect(cache.get("pickled")).rejects.toThrow(/pickle/);
    });
  });

  it("short members and integers are the same bytes even where long values are compressed", async () => {
    const OPTIONS = {
      SERIALIZER: "django_redis.serializers.json.JSONSerializer",
      COMPRESSOR: "django_redis.compressors.zlib.ZlibCompressor",
    };
    await using python = new DjangoCache({ LOCATION: server.url(), OPTIONS });
    await using caches = await createCaches(
      { CACHES: { default: { LOCATION: server.url(), OPTIONS } } },
      { parent: import.meta },
    );
    for (const [value, wire] of [
      ["tag", "tag"],
      [123456789012345, { $int: "123456789012345" }],
      [2n ** 70n, { $int: String(2n ** 70n) }],
    ] as const) {
      await python.call("sadd", ["short", wire]);
      expect(await caches.get().sismember("short", value)).toBe(true);
    }
  });

  it("members of sets and sorted sets are the same bytes for both", async () => {
    const shared = {
      LOCATION: server.url(),
      OPTIONS: { SERIALIZER: "django_redis.serializers.json.JSONSerializer" },
    };
    await using python = new DjangoCache(shared);
    await using caches = await createCaches({ CACHES: { default: shared } }, { parent: import.meta });
    const cache = caches.get();
    // JavaScript cannot tell 1.0 from 1, integers in lists lose digits, and NaN is refused on writing.
    const told = ({ id, value }: (typeof VALUES)[number]) =>
      !isNotFinite(value) &&
      ![
        "json/none/float-1.0",
        "json/none/list-bigint",
        "json/none/list-u64",
        "json/none/list-beyond64",
      ].includes(id);
    const members = VALUES.filter(told);
    expect(members.length).toBeGreaterThanOrEqual(50);
    for (const { id, value, wire } of members) {
      // Python's own sets cannot hold lists and mappings, but Redis's can: sismember is enough.
      await python.call("sadd", [`py:${id}`, wire]);
      expect(await cache.sismember(`py:${id}`, value), `${id} by Python`).toBe(true);
      await cache.sadd(`js:${id}`, value);
      expect(await python.call("sismember", [`js:${id}`, wire]), `${id} by coffer`).toBe(true);
    }
  });
});

function isNotFinite(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}

/** Python distinguishes 1 from 1.0 and keeps every digit of integers in lists; JavaScript's numbers are doubles. */
function asJson(value: unknown): unknown {
  if (typeof value === "bigint") return value;
  return JSON.parse(JSON.stringify(value, (_, item) => (typeof item === "bigint" ? Number(item) : item)));
}
