import { type Cache, createCaches, type EntryDescription } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

let server: RedisServer;
let cache: Cache;
const opened: Cache[] = [];

async function open(LAYERS: readonly string[] = []): Promise<Cache> {
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-default",
    SERIALIZER: "@coffer/serializer-json",
    CONNECTION_FACTORY: "@coffer/connection-ioredis",
    LAYERS,
  };
  const settings = { CACHES: { default: { LOCATION: server.url(), KEY_PREFIX: "shop", OPTIONS } } };
  const cache = (await createCaches(settings, { parent: import.meta })).get();
  opened.push(cache);
  return cache;
}

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.command("FLUSHALL");
  cache = await open();
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each[Symbol.asyncDispose]();
});

const entryOf = (key: string, of: Cache = cache) => of.client.describe?.(key);

/** In seconds from now, rounded. */
function inSeconds(when: Date | null | undefined): number | null {
  return when == null ? null : Math.round((when.getTime() - Date.now()) / 1000);
}

function times(entry: EntryDescription | undefined): (number | null)[] {
  return [inSeconds(entry?.storedAt), inSeconds(entry?.expiresAt), inSeconds(entry?.keptUntil)];
}

const near = (seconds: number) => expect.closeTo(seconds, -1);

describe("client.describe", () => {
  it("returns expiry and size of an entry without a head", async () => {
    await cache.set("k", "abc", 100);
    const entry = await entryOf("k");
    expect(entry).toMatchObject({ storedAt: undefined, tags: [], size: 5, isCurrent: true });
    expect(times(entry)).toEqual([null, near(100), near(100)]);
    await cache.set("k", "abc", null);
    expect(await entryOf("k")).toMatchObject({ expiresAt: null, keptUntil: null });
  });

  it("returns for an entry with a head when it was stored, how long it is kept, and its tags by name", async () => {
    await cache.getOrSet("k", () => "abc", {
      timeout: 100,
      stale: 50,
      grace: 200,
      tags: ["news", "author:7"],
    });
    const entry = await entryOf("k");
    expect(entry).toMatchObject({ tags: ["author:7", "news"], isCurrent: true });
    expect(times(entry)).toEqual([near(0), near(100), near(300)]);
    await cache.set("v", 1, { tags: ["t"], version: 2, timeout: null });
    expect(await cache.client.describe?.("v", { version: 2 })).toMatchObject({
      tags: ["t"],
      expiresAt: null,
    });
  });

  it("distinguishes a stale entry, and one with an invalidated tag, from a current one", async () => {
    const stored = Date.now();
    await cache.getOrSet("old", () => 1, { timeout: "1ms", grace: 100 });
    await cache.set("voided", 1, { tags: ["t"] });
    await cache.deleteByTag("t");
    while ((await cache.get("old")) !== undefined);
    const old = await entryOf("old");
    expect(old?.isCurrent).toBe(false);
    expect(old?.expiresAt?.getTime()).toBeGreaterThan(stored);
    expect(old?.expiresAt?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(times(old)[2]).toEqual(near(100));
    expect(await entryOf("voided")).toMatchObject({ tags: ["t"], isCurrent: false });
  });

  it("returns how long a layer's entry is fresh and how long it is kept", async () => {
    const herd = await open(["@coffer/layer-herd"]);
    await herd.set("k", { a: 1 }, 100);
    expect(times(await entryOf("k", herd))).toEqual([null, near(100), near(160)]);
  });

  it("is undefined for a missing key or another type, and rejects wrong arguments", async () => {
    await cache.sadd("set", 1);
    expect(await entryOf("missing")).toBeUndefined();
    expect(await entryOf("set")).toBeUndefined();
    await expect(entryOf(5 as never)).rejects.toThrow(TypeError);
    await expect(cache.client.describe?.("k", { vers: 2 } as never)).rejects.toThrow(TypeError);
  });
});
