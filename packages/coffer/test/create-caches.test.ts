import { fileURLToPath } from "node:url";
import * as core from "@coffer/cache-core";
import * as coffer from "coffer";
import { type CacheSettings, createCaches, ERROR_CODES, ImproperlyConfigured, type Settings } from "coffer";
import { describe, expect, it } from "vitest";

/** The embedded Redis. Each test has its own host: mock objects share their data by host and port. */
const settingsFor = (host: string, options: Record<string, unknown> = {}) => ({
  CACHES: {
    default: { LOCATION: `redis://${host}/0`, OPTIONS: { REDIS_CLIENT_CLASS: "ioredis-mock", ...options } },
  },
});

it.each([
  [null, /^options must be an object with parent, allow, env, defaults, embedded, got null/],
  ["x", /^options must be an object/],
  [{ alow: [] }, /^options has no 'alow'; there are parent, allow, env, defaults/],
  [{ allow: "@coffer/*" }, /^allow must be a list of modules/],
  [{ allow: [5] }, /^allow must be a list of modules/],
  [{ env: "REDIS_*" }, /^env must be a list of environment variables, such as/],
  [{ parent: 5 }, /^parent must be/],
])("invalid options, such as %j, are a TypeError", async (options, message) => {
  const settings = { CACHES: { default: { LOCATION: "redis://127.0.0.1:1" } } };
  const error = await createCaches(settings, options as never).catch((reason) => reason);
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toMatch(message);
});

describe("coffer with its default plugins", () => {
  it("needs only a LOCATION: client, connections and JSON are included", async () => {
    const caches = await createCaches(settingsFor("plain"), { parent: import.meta });
    const cache = caches.get();
    expect(await cache.set("user:1", { name: "Ada" })).toBe(true);
    expect(await cache.get("user:1")).toEqual({ name: "Ada" });
    expect(await cache.getOrSet("user:2", () => ({ name: "Grace" }))).toEqual({ name: "Grace" });
    await caches.close();
  });

  it("resolves its plugins by their strings, too, though the application may not (pnpm)", async () => {
    const options = {
      CLIENT_CLASS: "@coffer/client-default",
      CONNECTION_FACTORY: "ioredis",
      SERIALIZER: "django_redis.serializers.json.JSONSerializer",
    };
    const root = fileURLToPath(new URL("/", import.meta.url));
    const caches = await createCaches(
      { CACHES: { default: { LOCATION: "redis://127.0.0.1:1/0", OPTIONS: options } } },
      { parent: root },
    );
    expect(caches.aliases).toEqual(["default"]);
    await caches.close();
  });

  it("uses other plugins if the settings name them", async () => {
    class Reversed {
      dumps(value: unknown): string {
        return [...JSON.stringify(value)].reverse().join("");
      }
      loads(data: Buffer): unknown {
        return JSON.parse([...data.toString()].reverse().join(""));
      }
    }
    const caches = await createCaches(settingsFor("other", { SERIALIZER: Reversed }), {
      parent: import.meta,
    });
    await caches.get().set("k", [1, 2]);
    expect(await caches.get().get("k")).toEqual([1, 2]);
    const raw = (await caches.getRedisConnection()) as { get(key: string): Promise<string> };
    expect(await raw.get(":1:k")).toBe("]2,1[");
    await caches.close();
  });

  it("exports the core's classes of errors, which are those that createCaches throws", async () => {
    const isError = (value: unknown) => typeof value === "function" && value.prototype instanceof Error;
    const errors = Object.entries(core).filter(([, value]) => isError(value));
    expect(errors.length).toBeGreaterThan(10);
    const exported: Record<string, unknown> = { ...coffer };
    expect(errors.filter(([name, value]) => exported[name] !== value)).toEqual([]);
    expect(ERROR_CODES.ERR_TIMEOUT).toContain("SOCKET_TIMEOUT");
    await expect(createCaches({ CACHES: {} })).rejects.toBeInstanceOf(ImproperlyConfigured);
  });

  it("reports every problem at once, before anything connects", async () => {
    const settings = settingsFor("wrong", { COMPRESOR: "zlib", SOCKET_TIMEOUT: "2" });
    await expect(createCaches(settings, { parent: import.meta })).rejects.toThrow(
      /2 problems:.*SOCKET_TIMEOUT.*COMPRESOR: unknown option, did you mean COMPRESSOR\?/s,
    );
  });

  it("reports a wrong address along with the other problems", async () => {
    const CACHES = { default: { LOCATION: "http://localhost", OPTIONS: { SCAN_ITERSIZE: 0 } } };
    await expect(createCaches({ CACHES })).rejects.toThrow(/2 problems:.*SCAN_ITERSIZE.*LOCATION/s);
  });

  it("has the options of its plugins in its types", async () => {
    const OPTIONS = {
      PASSWORD: "x",
      SOCKET_TIMEOUT: 1,
      REPLICA_READ_ONLY: false,
      REDIS_CLIENT_CLASS: "ioredis-mock",
    };
    const settings: Settings = {
      CACHES: { default: { LOCATION: "redis://types/0", TIMEOUT: "5m", OPTIONS } },
    };
    const caches = await createCaches(settings, { parent: import.meta });
    const found: Map<string, number> = await caches.get().getMany<number>(["a"]);
    expect(found.size).toBe(0);
    await caches.close();
    // @ts-expect-error: not a boolean
    const flag: CacheSettings["OPTIONS"] = { IGNORE_EXCEPTIONS: "yes" };
    // @ts-expect-error: no such option
    const name: CacheSettings["OPTIONS"] = { COMPRESOR: "zlib" };
    expect([flag, name]).toHaveLength(2);
  });
});
