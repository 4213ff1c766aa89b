import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Cache, type Caches, createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromPython } from "../../../fixtures/from-python.js";
import {
  allVectors,
  expectedValue,
  type InteropVector,
  incrVectors,
  sessionVector,
  structureVectors,
} from "../../../fixtures/interop-vectors.js";

/** The names in a Django settings block, which a Node service may keep. */
const SERIALIZERS: Readonly<Record<string, string>> = {
  json: "django_redis.serializers.json.JSONSerializer",
  msgpack: "django_redis.serializers.msgpack.MSGPackSerializer",
  pickle: "django_redis.serializers.pickle.PickleSerializer",
};
const COMPRESSORS: Readonly<Record<string, string>> = {
  none: "django_redis.compressors.identity.IdentityCompressor",
  zlib: "django_redis.compressors.zlib.ZlibCompressor",
  gzip: "django_redis.compressors.gzip.GzipCompressor",
  lzma: "django_redis.compressors.lzma.LzmaCompressor",
  lz4: "django_redis.compressors.lz4.Lz4Compressor",
};

/** What JavaScript reads from a vector: integers are exact at any depth with msgpack, and doubles within JSON. */
function expected(vector: InteropVector): unknown {
  if (vector.serializer === "json") return expectedValue(vector);
  // If Python cannot read its own value back, the value that it wrote is expected.
  const { python_reads: read, value } = vector;
  const all = fromPython(read === undefined || read === "same" ? value : read);
  // Keys that are not strings are read as strings.
  return all instanceof Map ? Object.fromEntries(all) : all;
}

describe("every value that the real django-redis stored is read from Redis with the settings that wrote it", () => {
  let server: RedisServer;
  const open: Caches[] = [];
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await Promise.all(open.map((caches) => caches.close()));
    await server.stop();
  });

  async function cacheOf(serializer: string, compressor: string, prefix: string, version: number) {
    const settings = {
      BACKEND: "django_redis.cache.RedisCache",
      LOCATION: server.url(),
      KEY_PREFIX: prefix,
      VERSION: version,
      OPTIONS: {
        CLIENT_CLASS: "django_redis.client.DefaultClient",
        SERIALIZER: SERIALIZERS[serializer] as string,
        COMPRESSOR: COMPRESSORS[compressor] as string,
      },
    };
    const caches = await createCaches({ CACHES: { default: settings } }, { parent: import.meta });
    open.push(caches);
    return caches.get();
  }

  const wroteBy = (name: string) => allVectors.filter(({ serializer }) => serializer === name);

  it("there are 720 values: 653 that Python stored and 67 that it refused to write", () => {
    expect(allVectors).toHaveLength(720);
    expect(allVectors.filter(({ stored_hex }) => stored_hex === undefined)).toHaveLength(67);
  });

  describe.each(["json", "msgpack", "pickle"])("with %s", (serializer) => {
    describe.each(Object.keys(COMPRESSORS))("and the compressor %s", (compressor) => {
      const vectors = wroteBy(serializer).filter((vector) => vector.compressor === compressor);
      let cache: Cache;

      beforeAll(async () => {
        const { key_prefix, version } = vectors[0] as InteropVector;
        cache = await cacheOf(serializer, compressor, key_prefix, version);
      });

      it.each(vectors)("$id", async (vector) => {
        const { key, redis_key, stored_hex, value, version } = vector;
        if (stored_hex === undefined) {
          // Python refused to write it, so there is no key, and the cache finds nothing.
          expect(vector.python_write_error).toBeDefined();
          expect(await cache.get(key, undefined, { version })).toBeUndefined();
          return;
        }
        expect(String(cache.makeKey(key, { version }))).toBe(redis_key);
        await server.command("SET", redis_key as string, Buffer.from(stored_hex, "hex"));
        const read = cache.get(key, undefined, { version });
        // Of what pickle writes, only integers have a meaning outside of Python. For the rest, the error names pickle.
        if (serializer === "pickle" && value.t !== "int") await expect(read).rejects.toThrow(/pickle/);
        else expect(await read).toEqual(expected(vector));
      });
    });
  });

  // Hashes are left out: django-redis puts prefix and version before the field and not before the key, which is a
  // defect that coffer does not share (design.md, section 4).
  const structures = structureVectors.filter((vector) => vector.op !== "hset");

  it.each(structures)("members, written by $op with $serializer", async (vector) => {
    const cache = await cacheOf(vector.serializer, vector.compressor, vector.key_prefix, vector.version);
    if (vector.op === "sadd") {
      for (const hex of vector.raw_members_hex)
        await server.command("SADD", vector.redis_key, Buffer.from(hex, "hex"));
      expect(await cache.smembers(vector.key)).toEqual(new Set(vector.members.map(fromPython)));
      expect(await cache.smismember(vector.key, ...vector.members.map(fromPython))).not.toContain(false);
    } else {
      for (const [hex, score] of vector.raw) {
        await server.command("ZADD", vector.redis_key, score, Buffer.from(hex, "hex"));
      }
      const withScores = await cache.zrange(vector.key, 0, -1, { withScores: true });
      expect(withScores.map(([, score]) => score)).toEqual(vector.raw.map(([, score]) => score));
      for (const [member, score] of withScores) expect(await cache.zscore(vector.key, member)).toBe(score);
    }
  });

  it.each(incrVectors)(
    "a counter at $start plus $delta is $stored_after in Redis, as in Python",
    async (vector) => {
      const cache = await cacheOf("json", "none", "", 1);
      await server.command("SET", ":1:counter", vector.start);
      const sum = await cache.incr("counter", vector.delta);
      expect(String(sum)).toBe(vector.stored_after);
      expect(String(await server.command("GET", ":1:counter"))).toBe(vector.stored_after);
    },
  );

  it("a session of Django's cache backend", async () => {
    const cache = await cacheOf("json", "none", "", 1);
    await server.command("SET", sessionVector.redis_key, Buffer.from(sessionVector.stored_hex, "hex"));
    const key = `django.contrib.sessions.cache${sessionVector.session_key}`;
    expect(await cache.get(key)).toEqual(JSON.parse(sessionVector.stored_text));
  });
});
