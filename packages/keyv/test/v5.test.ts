import { createKeyv, KeyvStore } from "@coffer/keyv";
import keyvTestSuite, { keyvIteratorTests } from "@keyv/test-suite";
import { Keyv, type KeyvStoreAdapter } from "keyv";
import * as vitest from "vitest";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";

describe.each(TOPOLOGIES)("Keyv 5 over the %s client", (topology) => {
  let started: Started;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  const store = () => new KeyvStore(started.caches);

  describe("passes Keyv's own suite", () => {
    keyvTestSuite(vitest, Keyv, store);
    keyvIteratorTests(vitest, Keyv, store);
  });

  describe("besides", () => {
    beforeEach(() => started.empty());

    test("sets the time to live of each entry, in Redis, too", async () => {
      const keyv = createKeyv(started.caches, { namespace: "books" });
      await keyv.set("minute", 1, 60_000);
      await keyv.set("ever", 2);
      await keyv.setMany([
        { key: "hour", value: 3, ttl: 3_600_000 },
        { key: "ever-too", value: 4 },
      ]);
      expect(await started.keys()).toEqual(
        ["ever", "ever-too", "hour", "minute"].map((key) => `shop:1:books:${key}`),
      );
      const left = await started.pttl("shop:1:books:minute");
      expect(left).toBeGreaterThan(30_000);
      expect(left).toBeLessThanOrEqual(60_000);
      expect(await started.pttl("shop:1:books:hour")).toBeGreaterThan(3_000_000);
      expect(await started.pttl("shop:1:books:ever")).toBe(-1);
      expect(await started.pttl("shop:1:books:ever-too")).toBe(-1);
    });

    test("clears the namespace and nothing else, even if its name is a pattern", async () => {
      const all = createKeyv(started.caches, { namespace: "*" });
      const other = createKeyv(started.caches, { namespace: "other" });
      await all.set("key", 1);
      await other.set("key", 2);
      await started.caches.get().set("own", 3);
      await all.clear();
      expect(await started.keys()).toEqual(["shop:1:other:key", "shop:1:own"]);
      const none = createKeyv(started.caches, { namespace: undefined });
      await none.clear();
      expect(await started.keys()).toEqual([]);
    });

    test("iterates over a namespace of more entries than it reads at once", async () => {
      const keyv = createKeyv<number>(started.caches, { namespace: "many" });
      const other = createKeyv(started.caches, { namespace: "many-more" });
      const entries = Array.from({ length: 1200 }, (_, value) => ({ key: `key:${value}`, value }));
      await keyv.setMany(entries);
      await other.set("key", -1);
      const found = new Map<string, number>();
      for await (const [key, value] of keyv.iterator?.(undefined) ?? []) found.set(key, value);
      expect(found).toEqual(new Map(entries.map(({ key, value }) => [key, value])));
    });

    test("answers for many keys in their order, one by one", async () => {
      const keyv = createKeyv(started.caches);
      expect(
        await keyv.setMany([
          { key: "a", value: 1 },
          { key: "b", value: null },
        ]),
      ).toEqual([true, true]);
      expect(await keyv.getMany(["missing", "b", "a"])).toEqual([undefined, null, 1]);
      expect(await keyv.hasMany(["missing", "b", "a"])).toEqual([false, true, true]);
      expect(await keyv.deleteMany(["missing", "a"])).toBe(true);
      expect(await keyv.deleteMany(["missing", "a"])).toBe(false);
    });
  });
});

describe("a Keyv 5", () => {
  let started: Started;
  beforeAll(async () => {
    started = await start("default");
  });
  afterAll(() => started[Symbol.asyncDispose]());

  test("accepts the store by its type", () => {
    const store: KeyvStoreAdapter = new KeyvStore(started.caches);
    expect(store.opts).toEqual({ dialect: "redis" });
  });

  test("takes one cache, or all with an alias, and leaves them open", async () => {
    const keyv = createKeyv(started.caches.get());
    await keyv.set("key", "value");
    await keyv.disconnect();
    expect(await createKeyv(started.caches, { alias: "default" }).get("key")).toBe("value");
    expect(() => createKeyv(started.caches, { alias: "other" })).toThrow("CACHES has no 'other'");
    expect(() => createKeyv(started.caches.get(), { alias: "default" })).toThrow(
      "alias ('default') needs all caches; KeyvStore was given one",
    );
    expect(() => new KeyvStore(started.caches, { namespace: "users" } as never)).toThrow(
      "KeyvStore: there is no option 'namespace'; known are alias",
    );
    expect(() => createKeyv(Promise.resolve(started.caches) as never)).toThrow(
      "KeyvStore takes what createCaches resolves to, or one of its caches; got a promise: await it first",
    );
  });

  test("rejects a ttl that Keyv would ignore", async () => {
    const keyv = createKeyv(started.caches, { throwOnErrors: true });
    await expect(keyv.set("key", 1, "5m" as never)).rejects.toThrow(
      "ttl must be a number of milliseconds, as in Keyv, got '5m'",
    );
    const entries = [
      { key: "good", value: 1 },
      { key: "bad", value: 1, ttl: "5m" as never },
    ];
    await expect(new KeyvStore(started.caches).setMany(entries)).rejects.toThrow("ttl must be a number");
    expect(await started.caches.get().has("good")).toBe(false);
  });

  test("leaves values to the cache's serializer if it does not serialize", async () => {
    await using msgpack = await start("default", { SERIALIZER: "@coffer/serializer-msgpack" });
    const keyv = createKeyv(msgpack.caches, { serialize: undefined, deserialize: undefined });
    const value = { at: new Date(0), bytes: Buffer.from([0, 255]), map: new Map([["a", 1n]]) };
    await keyv.set("key", value);
    await keyv.set("short", value, 60_000);
    expect(await keyv.get("key")).toEqual(value);
    expect(await keyv.getMany(["short", "key"])).toEqual([value, value]);
  });
});
