import { type Cache, type Caches, createCaches } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

describe("getOrSet", () => {
  let server: RedisServer;
  let caches: Caches;
  let cache: Cache;
  beforeAll(async () => {
    server = await startServer();
    const OPTIONS = {
      CLIENT_CLASS: "@coffer/client-default",
      CONNECTION_FACTORY: "@coffer/connection-ioredis",
      SERIALIZER: "@coffer/serializer-json",
    };
    caches = await createCaches(
      { CACHES: { default: { LOCATION: server.url(), OPTIONS } } },
      { parent: import.meta },
    );
    cache = caches.get();
  });
  afterAll(async () => {
    await caches.close();
    await server.stop();
  });
  beforeEach(() => cache.clear());

  it("gives every caller of one load an object of its own", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => cache.getOrSet("k", () => ({ list: [1] }))));
    answers[0]?.list.push(2);
    expect(answers[1]).toEqual({ list: [1] });
    expect(answers[2]).toEqual({ list: [1] });
    expect(await cache.get("k")).toEqual({ list: [1] });
  });

  it("answers with what another process stored while the loader ran", async () => {
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
      if (loads === 1) throw new Error("database away");
      return "loaded";
    };
    const first = await Promise.allSettled([cache.getOrSet("k", load), cache.getOrSet("k", load)]);
    expect(first.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await cache.getOrSet("k", load)).toBe("loaded");
    expect(loads).toBe(2);
  });

  it("rejects all callers when the loaded value cannot be stored", async () => {
    const load = () => new Map();
    const both = await Promise.allSettled([cache.getOrSet("k", load), cache.getOrSet("k", load)]);
    expect(both).toMatchObject([{ reason: { code: "ERR_ENCODE" } }, { reason: { code: "ERR_ENCODE" } }]);
  });
});
