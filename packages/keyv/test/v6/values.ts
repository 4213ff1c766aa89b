import { describe, expect, test } from "vitest";
import { type Over, open } from "./over.js";

const VALUES = {
  false: false,
  null: null,
  zero: 0,
  "an empty text": "",
  "a text with quotes, a line break and signs of other languages": "'\"`\n\\ 缓存 🗝",
  "a text that looks like a mark of Keyv's serializer": ":bigint:1",
  "nested lists and objects": [{ deep: { list: [1, [2]] } }],
  bytes: Buffer.from([0, 127, 255]),
  "bytes in an object": { bytes: Buffer.from("bytes") },
  "a BigInt": 2n ** 63n - 1n,
};

const KEYS = ["'", '"', "with a space", "a:b", "a::b", ":", "a\nb", "*", "h?llo[a]\\", "{tag}", "键", "🗝"];

export function testValues(over: Over): void {
  test.each(Object.entries(VALUES))("gives back %s", async (name, value) => {
    const keyv = open(over);
    expect(await keyv.set("key", value)).toBe(true);
    expect(await keyv.setMany([{ key: name, value }])).toEqual([true]);
    expect(await keyv.get("key")).toEqual(value);
    expect(await keyv.getMany([name])).toEqual([value]);
    expect(await keyv.has("key")).toBe(true);
  });

  test("returns nothing before a value is set and after it is deleted", async () => {
    const keyv = open(over);
    expect(await keyv.get("key")).toBeUndefined();
    expect(await keyv.has("key")).toBe(false);
    expect(await keyv.delete("key")).toBe(false);
    await keyv.set("key", "first");
    await keyv.set("key", "second");
    expect(await keyv.get("key")).toBe("second");
    expect(await keyv.delete("key")).toBe(true);
    expect(await keyv.get("key")).toBeUndefined();
    expect(await over.started().keys()).toEqual([]);
  });

  test("accepts every key, even if it looks like a pattern or has a namespace's colon", async () => {
    const keyv = open(over, { namespace: "books" });
    expect(await keyv.setMany(KEYS.map((key, value) => ({ key, value })))).toEqual(KEYS.map(() => true));
    expect(await Promise.all(KEYS.map((key) => keyv.get(key)))).toEqual(KEYS.map((_, value) => value));
    const redisKeys = KEYS.map((key) => `shop:1:books${over.separator}${key}`);
    expect(await over.started().keys()).toEqual(redisKeys.sort());
  });

  describe("passes to the cache", () => {
    const stored = () => over.started().caches.get().get("key");

    test("the output of Keyv's serializer and compression", async () => {
      const reverse = async (text: string) => [...text].reverse().join("");
      const stringify = (data: unknown) => `#${JSON.stringify(data)}`;
      const keyv = open(over, {
        serialization: { stringify, parse: (text) => JSON.parse(text.slice(1)) },
        compression: { compress: reverse, decompress: reverse },
      });
      await keyv.set("key", "abc");
      expect(await stored()).toBe('}"cba":"eulav"{#');
      expect(await keyv.get("key")).toBe("abc");
    });

    test("the value and its moment themselves if Keyv does not serialize", async () => {
      const keyv = open(over, { serialization: false });
      const before = Date.now();
      await keyv.set("key", { one: 1 }, 60_000);
      expect(await stored()).toEqual({ value: { one: 1 }, expires: expect.any(Number) });
      const { expires } = (await stored()) as { expires: number };
      expect(expires).toBeGreaterThanOrEqual(before + 60_000);
      expect(await keyv.get("key")).toEqual({ one: 1 });
      expect(await keyv.getMany(["key", "missing"])).toEqual([{ one: 1 }, undefined]);
      expect(await keyv.has("key")).toBe(true);
    });
  });

  test("answers for many keys in their order, one by one", async () => {
    const keyv = open(over);
    const entries = ["a", "b"].map((key, value) => ({ key, value }));
    expect(await keyv.setMany(entries)).toEqual([true, true]);
    expect(await keyv.getMany(["missing", "b", "a", "b"])).toEqual([undefined, 1, 0, 1]);
    expect(await keyv.get(["b", "missing"])).toEqual([1, undefined]);
    expect(await keyv.hasMany(["missing", "b", "a"])).toEqual([false, true, true]);
    expect(await keyv.has(["a", "missing"])).toEqual([true, false]);
    expect(await keyv.deleteMany(["a", "b"])).toEqual([true, true]);
    expect(await keyv.deleteMany(["a", "b"])).toEqual([false, false]);
    expect(await over.started().keys()).toEqual([]);
  });

  test("answers for no keys with nothing", async () => {
    const keyv = open(over);
    const answers = [keyv.setMany([]), keyv.getMany([]), keyv.hasMany([]), keyv.deleteMany([])];
    expect(await Promise.all<unknown>(answers)).toEqual([[], [], [], []]);
  });
}
