// biome-ignore-all lint/suspicious/noTemplateCurlyInString: environment variables in settings are among what is tested.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CacheOptions } from "@coffer/cache-core";
import type {} from "@coffer/cipher-aes-gcm";
import type {} from "@coffer/client-cluster";
import type {} from "@coffer/client-default";
import type {} from "@coffer/client-herd";
import type {} from "@coffer/client-shard";
import type {} from "@coffer/compressor-lz4";
import type {} from "@coffer/compressor-lzma";
import type {} from "@coffer/compressor-zlib";
import type {} from "@coffer/compressor-zstd";
import type {} from "@coffer/connection-ioredis";
import type {} from "@coffer/connection-redis";
import type {} from "@coffer/connection-resp";
import type {} from "@coffer/serializer-v8";
import { settingsReference, settingsSchema } from "@coffer/settings-schema";
import { Ajv } from "ajv";
import { createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: it is not compiled.
import { DEFAULTS, firstPartyPlugins } from "../../../scripts/lib/first-party-plugins.mjs";
import { REPOSITORY } from "../../fixtures/packages.js";

const plugins = await firstPartyPlugins();
const schema = settingsSchema(plugins, { defaults: DEFAULTS }) as {
  definitions: Record<string, { enum: string[] }>;
};
const rows = settingsReference(plugins);
const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(schema);

/** What an editor reports about these settings: the places that are wrong, and why. */
function faultsOf(settings: unknown): string[] {
  validate(settings);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

let file: string;
beforeAll(async () => {
  file = join(await mkdtemp(join(tmpdir(), "coffer-")), "settings.json");
});
afterAll(() => rm(join(file, ".."), { recursive: true }));

/** Rejects with what coffer reports about these settings. */
async function make(settings: unknown): Promise<void> {
  await writeFile(file, JSON.stringify(settings));
  await (await createCaches(file, { parent: import.meta })).close();
}

const LOCATION = "redis://127.0.0.1:6379/0";
const cache = (settings: object) => ({ CACHES: { default: { LOCATION, ...settings } } });
const options = (OPTIONS: object, top: object = {}) => ({ ...top, ...cache({ OPTIONS }) });

test("the schema that coffer ships is what the plugins declare now (else run: npm run schema)", async () => {
  const shipped = await readFile(join(REPOSITORY, "packages/coffer/settings.schema.json"), "utf8");
  expect(JSON.parse(shipped)).toEqual(JSON.parse(JSON.stringify(schema)));
});

describe("the editor and coffer both accept", () => {
  test.each<[what: string, settings: unknown]>([
    ["a location", cache({})],
    ["a schema beside the caches", { $schema: "./node_modules/coffer/settings.schema.json", ...cache({}) }],
    ["several servers", cache({ LOCATION: [LOCATION, "unix:///run/redis.sock"] })],
    ["every setting of a cache", cache({ TIMEOUT: null, KEY_PREFIX: "a", VERSION: "2", OPTIONS: {} })],
    ["a duration", cache({ TIMEOUT: "1.5h" })],
    ["a backend by its name in Python", cache({ BACKEND: "django_redis.cache.RedisCache" })],
    [
      "URLs for caches",
      { CACHES: { default: `${LOCATION}?timeout=5&client=herd`, b: "REDISS://h", c: "unix:///s" } },
    ],
    ["settings for all caches", options({}, { SCAN_ITERSIZE: 10, DJANGO_REDIS_IGNORE_EXCEPTIONS: true })],
    [
      "short names",
      options({ CLIENT_CLASS: "herd", SERIALIZER: "msgpack", COMPRESSOR: "zstd", CACHE_HERD_TIMEOUT: 5 }),
    ],
    [
      "packages",
      options({ CLIENT_CLASS: "@coffer/client-shard", COMPRESSOR: "@coffer/compressor-zlib#GzipCompressor" }),
    ],
    ["names in Python", options({ CLIENT_CLASS: "django_redis.client.DefaultClient", COMPRESSOR: null })],
    ["the level of the compressor that is named", options({ COMPRESSOR: "zstd", COMPRESSOR_LEVEL: -7 })],
    ["an option of another plugin", options({ SERIALIZER: "./support/shouting.js", SHOUT: 5 })],
    [
      "environment variables",
      cache({
        LOCATION: "${URL}",
        TIMEOUT: "${N}",
        VERSION: "${N}",
        OPTIONS: { SCAN_ITERSIZE: "${N}", IGNORE_EXCEPTIONS: "${YES:-yes}" },
      }),
    ],
    ["a timeout in digits, as in Python", cache({ TIMEOUT: "300" })],
    ["caches without Redis", { CACHES: { default: { BACKEND: "dummy" }, b: "dummycache://" } }],
    [
      "a memory cache",
      { CACHES: { default: { BACKEND: "django.core.cache.backends.locmem.LocMemCache", LOCATION: "a b" } } },
    ],
    [
      "arguments in lower case, for Django's own backend",
      cache({
        BACKEND: "django.core.cache.backends.redis.RedisCache",
        OPTIONS: { db: 1, max_connections: 2 },
      }),
    ],
    [
      "Python's settings that have no effect",
      {
        SESSION_CACHE_ALIAS: "default",
        ...cache({ MAX_ENTRIES: 5, OPTIONS: { DB: 2, PICKLE_VERSION: -1 } }),
      },
    ],
    ["an environment variable as a cache", { CACHES: { default: "${URL}" } }],
  ])("%s", async (_what, settings) => {
    vi.stubEnv("URL", LOCATION);
    vi.stubEnv("N", "5");
    expect(faultsOf(settings)).toEqual([]);
    await make(settings);
    vi.unstubAllEnvs();
  });
});

describe("the editor and coffer both refuse", () => {
  test.each<[what: string, settings: unknown, place: string]>([
    ["no caches", {}, ""],
    ["an empty object of caches", { CACHES: {} }, "/CACHES"],
    ["an unknown setting for all caches", { ...cache({}), SCAN_ITERSISE: 1 }, ""],
    ["an unknown setting of a cache", cache({ TIMEOT: 5 }), "/CACHES/default"],
    ["an unknown option", options({ COMPRESOR: "zlib" }), "/CACHES/default/OPTIONS"],
    [
      "an unknown option beside named plugins",
      options({ CLIENT_CLASS: "herd", CACHE_HERD_TIMOUT: 1 }),
      "/CACHES/default/OPTIONS",
    ],
    ["no location", { CACHES: { default: {} } }, "/CACHES/default"],
    ["a location that is not a string", cache({ LOCATION: 6379 }), "/CACHES/default/LOCATION"],
    ["no servers", cache({ LOCATION: [] }), "/CACHES/default/LOCATION"],
    ["a cache that is not a URL", { CACHES: { default: "127.0.0.1:6379" } }, "/CACHES/default"],
    ["a cache that is a list", { CACHES: { default: [LOCATION] } }, "/CACHES/default"],
    ["a duration in words", cache({ TIMEOUT: "5 minutes" }), "/CACHES/default/TIMEOUT"],
    ["a number in quotes", options({ SCAN_ITERSIZE: "10" }), "/CACHES/default/OPTIONS/SCAN_ITERSIZE"],
    ["a number that is too small", options({ SCAN_ITERSIZE: 0 }), "/CACHES/default/OPTIONS/SCAN_ITERSIZE"],
    [
      "a number that is not an integer",
      options({ MAX_VALUE_BYTES: 1.5 }),
      "/CACHES/default/OPTIONS/MAX_VALUE_BYTES",
    ],
    [
      "a number that is too large",
      options({ SOCKET_TIMEOUT: 86_401 }),
      "/CACHES/default/OPTIONS/SOCKET_TIMEOUT",
    ],
    ["a number for all caches that is too small", { SCAN_ITERSIZE: 0, ...cache({}) }, "/SCAN_ITERSIZE"],
    [
      "a word instead of a boolean",
      options({ IGNORE_EXCEPTIONS: "yes" }),
      "/CACHES/default/OPTIONS/IGNORE_EXCEPTIONS",
    ],
    [
      "null where it has no meaning",
      options({ CLOSE_CONNECTION: null }),
      "/CACHES/default/OPTIONS/CLOSE_CONNECTION",
    ],
    [
      "a level above the maximum of the compressor",
      options({ COMPRESSOR: "zlib", COMPRESSOR_LEVEL: 10 }),
      "/CACHES/default/OPTIONS/COMPRESSOR_LEVEL",
    ],
    [
      "a string instead of an object",
      options({ CONNECTION_POOL_KWARGS: "max_connections=2" }),
      "/CACHES/default/OPTIONS/CONNECTION_POOL_KWARGS",
    ],
    ["options that are a list", cache({ OPTIONS: [] }), "/CACHES/default/OPTIONS"],
  ])("%s", async (_what, settings, place) => {
    expect(faultsOf(settings).some((fault) => fault.startsWith(`${place} `))).toBe(true);
    await expect(make(settings)).rejects.toMatchObject({ code: "ERR_IMPROPERLY_CONFIGURED" });
  });
});

/** One value for each option, of its type. The compiler checks that none is missing or has another type. */
// An example in this repository declares COUNT_UP_TO.
const SAMPLES: Required<Omit<CacheOptions, "COUNT_UP_TO">> = {
  CLIENT_CLASS: "herd",
  LAYERS: ["herd"],
  SERIALIZER: "@acme/serializer",
  COMPRESSOR: null,
  CIPHER: "aes-gcm",
  CIPHER_KEYS: [{ id: "2026", key: "x", members: true }],
  CONNECTION_FACTORY: "ioredis",
  IGNORE_EXCEPTIONS: null,
  LOG_IGNORED_EXCEPTIONS: true,
  LOGGER: "./logger.js",
  CLOSE_CONNECTION: true,
  SCAN_ITERSIZE: 1,
  MAX_VALUE_BYTES: 1,
  TIMEOUT_JITTER: 0.1,
  REPLICA_READ_ONLY: false,
  READ_FROM_REPLICAS: true,
  NEAR_CACHE: {
    KEYS: ["hot:"],
    MAX_ENTRIES: 10,
    MAX_BYTES: 1000,
    TIMEOUT: "1m",
    MAX_LAG: 0.5,
    VALUES: "frozen",
  },
  CACHE_HERD_TIMEOUT: 0.5,
  CACHE_HERD_LOCK_TIMEOUT: 0.5,
  COMPRESSOR_LEVEL: 1,
  COMPRESSOR_MIN_LENGTH: 0,
  DICTIONARY: ["./new.dict", "./old.dict"],
  CONNECTION_POOL_CLASS: "./pool.js#Pool",
  CONNECTION_POOL_KWARGS: { max_connections: 2, ssl_cert_reqs: null },
  REDIS_CLIENT_CLASS: "ioredis-mock",
  REDIS_CLIENT_KWARGS: { connectionName: "shop" },
  REDIS_CLUSTER_CLASS: "ioredis#Cluster",
  ADDRESS_MAP: {
    "10.0.0.1:6379": "redis.example:7001",
    "10.0.0.2:6379": { host: "redis.example", port: 7002 },
  },
  PASSWORD: null,
  USERNAME: "me",
  SOCKET_TIMEOUT: null,
  SOCKET_CONNECT_TIMEOUT: 0.5,
  SENTINELS: [["sentinel-1", 26379], "sentinel-2:26379"],
  SENTINEL_KWARGS: { password: "x" },
  PARSER_CLASS: "redis-parser",
};

describe("the types of the options", () => {
  const declared = rows.filter(({ level }) => level === "OPTIONS").map(({ name }) => name);

  test("exist for every option that a plugin declares, and for no other", () => {
    expect(Object.keys(SAMPLES).sort()).toEqual([...new Set(declared)].sort());
  });

  test.each(Object.entries(SAMPLES))("allow nothing that the declaration of %s refuses", (name, value) => {
    expect(faultsOf(options({ [name]: value }))).toEqual([]);
  });

  type Literal<Text> = Text extends string ? (string extends Text ? never : Text) : never;
  const NAMES: {
    [Name in "CLIENT_CLASS" | "SERIALIZER" | "COMPRESSOR" | "CIPHER" | "CONNECTION_FACTORY"]: Record<
      Literal<CacheOptions[Name]>,
      true
    >;
  } = {
    CLIENT_CLASS: {
      cluster: true,
      default: true,
      herd: true,
      shard: true,
      "@coffer/client-cluster": true,
      "@coffer/client-default": true,
      "@coffer/client-herd": true,
      "@coffer/client-shard": true,
    },
    SERIALIZER: {
      json: true,
      msgpack: true,
      v8: true,
      "@coffer/serializer-json": true,
      "@coffer/serializer-msgpack": true,
      "@coffer/serializer-v8": true,
    },
    COMPRESSOR: {
      lz4: true,
      lzma: true,
      zlib: true,
      zstd: true,
      "@coffer/compressor-lz4": true,
      "@coffer/compressor-lzma": true,
      "@coffer/compressor-zlib": true,
      "@coffer/compressor-zstd": true,
    },
    CIPHER: {
      "aes-gcm": true,
      "@coffer/cipher-aes-gcm": true,
    },
    CONNECTION_FACTORY: {
      ioredis: true,
      redis: true,
      resp: true,
      "@coffer/connection-ioredis": true,
      "@coffer/connection-redis": true,
      "@coffer/connection-resp": true,
    },
  };

  test.each(Object.entries(NAMES))(
    "complete %s with the plugins that exist (CacheOptions)",
    (setting, names) => {
      const known = schema.definitions[setting]?.enum.filter((name) => !/#|^django/.test(name));
      expect(Object.keys(names).sort()).toEqual(known?.sort());
    },
  );
});

describe("the rows of the settings reference", () => {
  test("contain everything that the declaration of a setting says", () => {
    expect(rows).toContainEqual({
      name: "CACHE_HERD_TIMEOUT",
      level: "OPTIONS",
      type: "a number of seconds from 0",
      valueType: "number",
      default: 60,
      required: false,
      description:
        "How long Redis keeps a value after its timeout. In this time, readers treat it as expired with a growing probability.",
      plugins: ["@coffer/client-herd"],
    });
    expect(rows).toContainEqual(
      expect.objectContaining({ name: "TIMEOUT", level: "cache", default: 300, plugins: [] }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({ name: "SCAN_ITERSIZE", level: "top", default: 1000 }),
    );
  });

  test("separate what plugins declare differently, and merge what they declare alike", () => {
    const readers = (name: string) => rows.filter((row) => row.name === name).map((row) => row.plugins);
    expect(readers("COMPRESSOR_LEVEL")).toEqual([
      ["@coffer/compressor-lzma"],
      ["@coffer/compressor-zlib#GzipCompressor", "@coffer/compressor-zlib"],
      ["@coffer/compressor-zstd"],
    ]);
    expect(readers("COMPRESSOR_MIN_LENGTH").flat()).toContain("@coffer/compressor-lz4");
    expect(readers("COMPRESSOR_MIN_LENGTH").length).toBeLessThan(3);
  });
});
