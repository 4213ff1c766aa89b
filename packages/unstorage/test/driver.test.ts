import cofferDriver, { cofferDriver as named } from "@coffer/unstorage";
import { createStorage as createStorage1, prefixStorage, restoreSnapshot, snapshot } from "unstorage";
import { createStorage as createStorage2 } from "unstorage-v2";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Started, start, TOPOLOGIES } from "../../../test/fixtures/topologies.js";

type Storage = ReturnType<typeof createStorage1>;
const VERSIONS = [
  { version: 1, createStorage: createStorage1 },
  { version: 2, createStorage: createStorage2 as unknown as typeof createStorage1 },
];

describe.each(TOPOLOGIES)("over the %s client", (topology) => {
  let started: Started;
  beforeAll(async () => {
    started = await start(topology, { SERIALIZER: "@coffer/serializer-msgpack" });
  });
  afterAll(() => started[Symbol.asyncDispose]());
  beforeEach(() => started.empty());

  describe.each(VERSIONS)("unstorage $version", ({ createStorage }) => {
    let storage: Storage;
    beforeAll(() => {
      storage = createStorage({ driver: cofferDriver(started.caches) });
    });
    afterAll(() => storage.dispose());

    test.each([
      ["text", "some text"],
      ["text that is JSON", '"1"'],
      ["an object", { list: [1, null], text: "é" }],
      ["a number", 0],
      ["a boolean", false],
    ])("brings back %s", async (_, value) => {
      await storage.setItem("a:b", value);
      expect(await storage.hasItem("a:b")).toBe(true);
      expect(await storage.getItem("a:b")).toEqual(value === '"1"' ? "1" : value);
      expect(await started.keys()).toEqual(["shop:1:a:b"]);
    });

    test("has null for a missing item", async () => {
      expect(await storage.getItem("a")).toBeNull();
      expect(await storage.getItemRaw("a")).toBeNull();
      expect(await storage.hasItem("a")).toBe(false);
      expect((await storage.getMeta("a")).ttl).toBeUndefined();
      await storage.setItem("a", "value");
      await storage.removeItem("a");
      expect(await storage.getItem("a")).toBeNull();
    });

    test("keeps bytes as bytes, and reads them as text, too", async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      await storage.setItemRaw("bytes", bytes);
      expect(Buffer.from((await storage.getItemRaw("bytes")) as Uint8Array).equals(bytes)).toBe(true);
      expect(await started.caches.get().get("bytes")).toEqual(bytes);
      await storage.setItemRaw("text", Buffer.from("é"));
      expect(await storage.getItem("text")).toBe("é");
    });

    test("gives each item its own ttl in seconds, else the TIMEOUT", async () => {
      await storage.setItem("hour", 1, { ttl: 3600 });
      await storage.setItemRaw("raw", 1, { ttl: 3600 });
      await storage.setItem("timeout", 1);
      const items = [
        { key: "two", value: "2", options: { ttl: 7200 } },
        { key: "common", value: "1", options: {} },
      ];
      await storage.setItems(items, { ttl: 3600 });
      const left = async (key: string) => Math.ceil((await started.pttl(`shop:1:${key}`)) / 60_000);
      expect(await left("hour")).toBe(60);
      expect(await left("raw")).toBe(60);
      expect(await left("timeout")).toBe(5);
      expect(await left("two")).toBe(120);
      expect(await left("common")).toBe(60);
      const { ttl } = await storage.getMeta("hour");
      expect(ttl).toBeGreaterThan(3500);
      expect(ttl).toBeLessThanOrEqual(3600);
    });

    test("reads and writes many items", async () => {
      const items: { key: string; value: unknown }[] = [
        { key: "t:1", value: "one" },
        { key: "t:2", value: { n: 2 } },
      ];
      await storage.setItems(items as { key: string; value: string }[]);
      expect(await storage.getItems(["t:2", "t:missing", { key: "t:1" }])).toEqual([
        { key: "t:2", value: { n: 2 } },
        { key: "t:missing", value: null },
        { key: "t:1", value: "one" },
      ]);
    });

    test("lists and clears items below a base, whose name may be a pattern, to a depth", async () => {
      const keys = ["*:a", "*:b:c", "x:a"];
      for (const key of keys) await storage.setItem(key, 1);
      expect((await storage.getKeys()).sort()).toEqual(keys);
      expect((await storage.getKeys("*")).sort()).toEqual(["*:a", "*:b:c"]);
      expect(await storage.getKeys("*", { maxDepth: 1 })).toEqual(["*:a"]);
      // Called directly: unstorage clears mounts below a base, and nothing inside of a mount.
      await cofferDriver(started.caches).clear("*:");
      expect(await storage.getKeys()).toEqual(["x:a"]);
      await storage.clear();
      expect(await started.keys()).toEqual([]);
    });

    test("is mounted, prefixed and restored like any driver", async () => {
      const mounted = createStorage();
      mounted.mount("cache", named(started.caches.get()));
      const inside = prefixStorage(mounted, "cache:users");
      await inside.setItem("42", { name: "Ada" });
      expect(await started.keys()).toEqual(["shop:1:users:42"]);
      expect(await mounted.getKeys("cache")).toEqual(["cache:users:42"]);
      const kept = await snapshot(mounted, "cache");
      await mounted.clear("cache");
      await restoreSnapshot(mounted, kept, "cache");
      expect(await inside.getItem("42")).toEqual({ name: "Ada" });
      await mounted.dispose();
      // The owner closes the cache.
      expect(await started.caches.get().has("users:42")).toBe(true);
    });
  });
});
