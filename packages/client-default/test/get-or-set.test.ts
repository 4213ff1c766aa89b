import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

describe("getOrSet", () => {
  let server: RedisServer;
  let caches: Caches;
  let cache: Cache;
  const settings = () => ({
    LOCATION: server.url(),
    OPTIONS: {
      CLIENT_CLASS: "@coffer/client-default",
      CONNECTION_FACTORY: "@coffer/connection-ioredis",
      SERIALIZER: "@coffer/serializer-json",
    },
  });
  beforeAll(async () => {
    server = await startServer();
    caches = await createCaches({ CACHES: { default: settings() } }, { parent: import.meta });
    cache = caches.get();
  });
  afterAll(async () => {
    await caches.close();
    await server.stop();
  });
  beforeEach(() => cache.clear());

  it("gives every caller of one load its own object", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => cache.getOrSet("k", () => ({ list: [1] }))));
    answers[0]?.list.push(2);
    expect(answers[1]).toEqual({ list: [1] });
    expect(answers[2]).toEqual({ list: [1] });
    expect(await cache.get("k")).toEqual({ list: [1] });
  });

  it("returns a value that another process stored while the loader ran", async () => {
    const load = async () => {
      await server.command("SET", ":1:k", '"theirs"');
      return "mine";
    };
    expect(await Promise.all([cache.getOrSet("k", load), cache.getOrSet("k", load)])).toEqual([
      "theirs",
      "theirs",
    ]);
    expect(await cache.get("k")).toBe("theirs");
  });

  it("lets the caller after a failed load try again", async () => {
    let loads = 0;
    const load = async () => {
      loads += 1;
      if (loads === 1) throw new Error("database unreachable");
      return "loaded";
    };
    const first = await Promise.allSettled([cache.getOrSet("k", load), cache.getOrSet("k", load)]);
    expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await cache.getOrSet("k", load)).toBe("loaded");
    expect(loads).toBe(2);
  });

  it("returns a value that Redis refuses to store, counts the failure and logs it, whatever IGNORE_EXCEPTIONS says", async () => {
    const { OPTIONS } = settings();
    for (const CLIENT_CLASS of ["@coffer/client-default", "@coffer/client-herd"]) {
      for (const IGNORE_EXCEPTIONS of [false, true]) {
        const error = vi.fn();
        const strict = await createCaches(
          {
            LOGGER: { error },
            CACHES: {
              default: {
                LOCATION: server.url(),
                OPTIONS: { ...OPTIONS, CLIENT_CLASS, IGNORE_EXCEPTIONS, LOG_IGNORED_EXCEPTIONS: true },
              },
            },
          },
          { parent: import.meta },
        );
        const values = { a: 1 };
        const load = async () => {
          await server.command("CONFIG", "SET", "maxmemory", 1);
          return { ...values };
        };
        const answers = await Promise.all([
          strict.get().getOrSet("full", load),
          strict.get().getOrSet("full", load),
        ]);
        await server.command("CONFIG", "SET", "maxmemory", 0);
        expect(answers).toEqual([values, values]);
        expect(error).toHaveBeenCalledWith(
          expect.objectContaining({ code: "ERR_REPLY", message: expect.stringContaining("OOM") }),
          "Exception ignored in getOrSet of the cache default",
        );
        expect(strict.get().stats().errorCodes.ERR_REPLY).toBeGreaterThan(0);
        expect(await strict.get().getOrSet("full", () => "stored")).toBe("stored");
        await strict.get().clear();
        await strict.close();
      }
    }
  });

  it("detects loaders in different caches that wait for each other", async () => {
    const { LOCATION, OPTIONS } = settings();
    const two = await createCaches(
      { CACHES: { default: { LOCATION, OPTIONS, KEY_PREFIX: "two" } } },
      { parent: import.meta },
    );
    const other = two.get();
    const a = (): Promise<string> => cache.getOrSet("a", () => other.getOrSet("b", () => a()));
    await expect(a()).rejects.toMatchObject({ code: "ERR_LOAD_CYCLE" });
    await two.close();
  });

  it("does not wait for work that a loader left running", async () => {
    let later: Promise<unknown> | undefined;
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    await cache.getOrSet("a", () => {
      later = gate.then(() => cache.getOrSet("b", () => cache.getOrSet("a", () => "a2")));
      return "a1";
    });
    await cache.delete("a");
    open();
    expect(await later).toBe("a2");
  });

  it("rejects all callers when the loaded value cannot be stored", async () => {
    const load = () => new Map();
    const both = await Promise.allSettled([cache.getOrSet("k", load), cache.getOrSet("k", load)]);
    expect(both).toMatchObject([{ reason: { code: "ERR_ENCODE" } }, { reason: { code: "ERR_ENCODE" } }]);
  });
});
