import type { EventEmitter } from "node:events";
import { KeyvStore } from "@coffer/keyv/v6";
import { eventually } from "@coffer-internal/servers";
import { type KeyvStorageAdapter, keyvStorageCapability } from "keyv-v6";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";
import { collect } from "./v6/collect.js";

const HOUR = 3_600_000;

describe.each(TOPOLOGIES)("the store for Keyv 6 by itself, over the %s client,", (topology) => {
  let started: Started;
  let store: KeyvStore;
  beforeAll(async () => {
    started = await start(topology);
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(async () => {
    await started.empty();
    store = new KeyvStore(started.caches);
  });

  describe("moments", () => {
    test("are when Redis deletes an entry; without one it stays forever", async () => {
      expect(await store.set("hour", "text", Date.now() + HOUR)).toBe(true);
      expect(await store.set("ever", "text")).toBe(true);
      const entries = [
        { key: "two-hours", value: "text", expires: Date.now() + 2 * HOUR },
        { key: "ever-too", value: "text" },
      ];
      expect(await store.setMany(entries)).toEqual([true, true]);
      const [hour, twoHours] = [await started.pttl("shop:1:hour"), await started.pttl("shop:1:two-hours")];
      expect(hour).toBeGreaterThan(HOUR / 2);
      expect(hour).toBeLessThanOrEqual(HOUR);
      expect(twoHours).toBeGreaterThan(1.5 * HOUR);
      expect(twoHours).toBeLessThanOrEqual(2 * HOUR);
      expect(await started.pttl("shop:1:ever")).toBe(-1);
      expect(await started.pttl("shop:1:ever-too")).toBe(-1);
    });

    test("expire entries for every way to read", async () => {
      await store.set("ever", "text");
      await store.set("short", "text", Date.now() + 1_000);
      await eventually(async () => expect(await store.get("short")).toBeUndefined());
      expect(await store.has("short")).toBe(false);
      expect(await store.getMany(["short", "ever"])).toEqual([undefined, "text"]);
      expect(await store.hasMany(["short", "ever"])).toEqual([false, true]);
      expect(await collect(store.iterator())).toEqual([["ever", "text"]]);
    });

    test("in the past delete the entry", async () => {
      await store.setMany(["a", "b", "c"].map((key) => ({ key, value: "old" })));
      expect(await store.set("a", "new", Date.now() - HOUR)).toBe(true);
      const entries = [
        { key: "b", value: "new", expires: Date.now() },
        { key: "c", value: "new" },
      ];
      expect(await store.setMany(entries)).toEqual([true, true]);
      expect(await store.getMany(["a", "b", "c"])).toEqual([undefined, undefined, "new"]);
      expect(await started.keys()).toEqual(["shop:1:c"]);
    });

    test.each(["5m", Number.NaN, Number.POSITIVE_INFINITY, new Date(0)])(
      "must be numbers, not %s",
      async (moment) => {
        const entry = { key: "key", value: "text", expires: moment as number };
        const message = "expires must be a number of milliseconds, as in Keyv, got";
        await expect(store.set("key", "text", entry.expires)).rejects.toThrow(message);
        await expect(store.setMany([{ key: "good", value: "text" }, entry])).rejects.toThrow(message);
        expect(await started.keys()).toEqual([]);
      },
    );
  });

  test("answers for many keys in their order, one by one", async () => {
    const entries = ["a", "b"].map((key) => ({ key, value: `text ${key}` }));
    expect(await store.setMany(entries)).toEqual([true, true]);
    expect(await store.getMany(["missing", "b", "a"])).toEqual([undefined, "text b", "text a"]);
    expect(await store.hasMany(["missing", "b", "a"])).toEqual([false, true, true]);
    expect(await store.deleteMany(["missing", "a", "b"])).toEqual([false, true, true]);
    expect(await store.deleteMany(["a"])).toEqual([false]);
  });

  test("puts its namespace before every key, and removes it for the iterator", async () => {
    store.namespace = "shelf:books";
    await store.set("a", "text a");
    await store.setMany([{ key: "b:c", value: "text b" }]);
    expect(await started.keys()).toEqual(["shop:1:shelf:books:a", "shop:1:shelf:books:b:c"]);
    expect((await collect(store.iterator())).sort()).toEqual([
      ["a", "text a"],
      ["b:c", "text b"],
    ]);
    expect(await store.deleteMany(["a"])).toEqual([true]);
    store.namespace = undefined;
    expect(await store.get("b:c")).toBeUndefined();
    expect(await store.get("shelf:books:b:c")).toBe("text b");
  });

  test("iterates over more entries than it reads at once", async () => {
    store.namespace = "many";
    const entries = Array.from({ length: 1200 }, (_, index) => ({
      key: `key:${index}`,
      value: `text ${index}`,
    }));
    await store.setMany(entries);
    // A key may come twice while the server resizes its tables.
    const found = new Map(await collect(store.iterator()));
    expect(found).toEqual(new Map(entries.map(({ key, value }) => [key, value])));
  });

  test("clears its namespace; without one, all keys of the cache's prefix and version", async () => {
    await store.set("bare", "text");
    store.namespace = "books";
    await store.set("key", "text");
    await store.clear();
    expect(await started.keys()).toEqual(["shop:1:bare"]);
    store.namespace = undefined;
    await store.clear();
    expect(await started.keys()).toEqual([]);
  });

  test("leaves the cache open when it is disconnected", async () => {
    await store.disconnect();
    expect(await store.set("key", "text")).toBe(true);
  });

  test("reports its capabilities to Keyv 6", () => {
    // Keyv's type of an emitter has other listeners than Node's, which it accepts anyway.
    const adapter: Omit<KeyvStorageAdapter, keyof EventEmitter> = store;
    expect(adapter.capabilities).toEqual(keyvStorageCapability(store));
  });
});
