import assert from "node:assert/strict";
import { ReferenceCompressor, ReferenceSerializer } from "@coffer/plugin-kit";
import { type Cases, needing, rejects, text } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "../client-context.js";
import { NOT_A_VALUE } from "../not-a-value.js";

const LONG = "a text that is long enough to be worth compressing";

export const encoding: Cases<ClientContext> = {
  "an integer of any size is stored as bare decimal digits with any serializer and compressor": needing(
    "raw",
    async ({ create, raw }) => {
      const cache = await create({
        OPTIONS: { SERIALIZER: ReferenceSerializer, COMPRESSOR: ReferenceCompressor },
      });
      for (const integer of [0, 42, -7, 2 ** 53 - 1, 5n, 10n ** 30n, -(10n ** 30n)]) {
        await cache.set("k", integer);
        assert.equal(text(await raw("GET", ":1:k")), String(integer));
      }
    },
  ),

  "an integer is returned as a number, or as a bigint where a number would lose digits": async ({
    cache,
  }) => {
    const beyond = 2n ** 53n + 1n;
    await cache.setMany({ a: 42, b: 5n, c: 2n ** 53n - 1n, d: beyond, e: -beyond, f: 10n ** 30n, g: 0 });
    assert.deepEqual(
      [...(await cache.getMany(["a", "b", "c", "d", "e", "f", "g"])).values()],
      [42, 5, 2 ** 53 - 1, beyond, -beyond, 10n ** 30n, 0],
    );
    assert.equal(await cache.get("d"), beyond);
  },

  "stored decimal digits are read as an integer without the compressor and serializer": needing(
    "raw",
    async ({ create, raw }) => {
      const cache = await create({
        OPTIONS: { SERIALIZER: ReferenceSerializer, COMPRESSOR: ReferenceCompressor },
      });
      await raw("SET", ":1:k", "1234567890123456");
      assert.equal(await cache.get("k"), 1234567890123456);
      await raw("SET", ":1:k", "-12345678901234567890");
      assert.equal(await cache.get("k"), -12345678901234567890n);
    },
  ),

  "booleans, floats and strings go through the serializer and then the compressor": needing(
    "raw plainValues",
    async ({ create, raw }) => {
      const plain = await create({ OPTIONS: { SERIALIZER: ReferenceSerializer } });
      for (const [value, stored] of [
        [true, "Jtrue"],
        [1.5, "J1.5"],
        ["5", 'J"5"'],
        [null, "Jnull"],
      ] as const) {
        await plain.set("k", value);
        assert.equal(text(await raw("GET", ":1:k")), stored);
      }
      const small = await create({
        OPTIONS: { SERIALIZER: ReferenceSerializer, COMPRESSOR: ReferenceCompressor },
      });
      await small.set("k", LONG);
      assert.notEqual(text(await raw("GET", ":1:k")), `J"${LONG}"`);
      assert.equal(await small.get("k"), LONG);
    },
  ),

  "a string of digits stays a string": async ({ cache }) => {
    for (const digits of ["5", "-5", "007", "9007199254740993", ""]) {
      await cache.set("k", digits);
      assert.equal(await cache.get("k"), digits);
    }
  },

  "values stored before compression was enabled, and short values, can be read": async ({ create }) => {
    const plain = await create();
    const small = await create({ OPTIONS: { COMPRESSOR: ReferenceCompressor } });
    await plain.set("old", LONG);
    await small.set("short", "s");
    assert.equal(await small.get("old"), LONG);
    assert.equal(await small.get("short"), "s");
    assert.equal(await plain.get("short"), "s");
  },

  "compressed bytes are an error for a cache without a compressor": async ({ create }) => {
    const plain = await create();
    const small = await create({ OPTIONS: { COMPRESSOR: ReferenceCompressor } });
    await small.set("k", LONG);
    await rejects(() => plain.get("k"), { name: "SerializerError", code: "ERR_DECODE" });
  },

  "an undecodable value is an error, not the fallback": needing("raw", async ({ cache, raw }) => {
    await raw("SET", ":1:k", NOT_A_VALUE);
    await rejects(() => cache.get("k", "fallback"), { name: "SerializerError", code: "ERR_DECODE" });
    await rejects(() => cache.getMany(["k"]), { name: "SerializerError", code: "ERR_DECODE" });
  }),

  "an undecodable value is a miss while exceptions are ignored": needing("raw", async ({ create, raw }) => {
    const cache = await create({ OPTIONS: { IGNORE_EXCEPTIONS: true } });
    await raw("SET", ":1:k", NOT_A_VALUE);
    await cache.set("good", 1);
    assert.equal(await cache.get("k", "fallback"), "fallback");
    assert.deepEqual([...(await cache.getMany(["k", "good"]))], [["good", 1]]);
    assert.equal(await cache.getOrSet("k", () => "loaded"), "loaded");
  }),

  "an empty stored string is an error on read": needing("raw", async ({ cache, raw }) => {
    await raw("SET", ":1:k", "");
    await rejects(() => cache.get("k"), { name: "SerializerError", code: "ERR_DECODE" });
  }),

  "bytes that would inflate to more than MAX_VALUE_BYTES are refused": async ({ create }) => {
    const writer = await create({ OPTIONS: { COMPRESSOR: ReferenceCompressor } });
    await writer.set("bomb", "x".repeat(100_000));
    const cache = await create({ OPTIONS: { COMPRESSOR: ReferenceCompressor, MAX_VALUE_BYTES: 1000 } });
    await cache.set("fits", "x".repeat(900));
    await rejects(() => cache.get("bomb"), { name: "CompressorError", code: "ERR_TOO_LARGE" });
    assert.equal(await cache.get("fits"), "x".repeat(900));
  },

  "a value that serializes to more than MAX_VALUE_BYTES is never stored, with or without a compressor":
    async ({ create }) => {
      for (const compressor of [{}, { COMPRESSOR: ReferenceCompressor }]) {
        const OPTIONS = { MAX_VALUE_BYTES: 1000, IGNORE_EXCEPTIONS: true, ...compressor };
        const cache = await create({ OPTIONS });
        // Two bytes per letter with every serializer, but one if characters were counted.
        const large = "Ж".repeat(600);
        for (const work of [
          () => cache.set("k", large),
          () => cache.add("k", large),
          () => cache.getOrSet("k", () => large),
          () => cache.sadd("k", large),
          () => cache.hset("k", "f", large),
          () => cache.zadd("k", [[large, 1]]),
        ]) {
          await rejects(work, { name: "SerializerError", code: "ERR_ENCODE", message: /MAX_VALUE_BYTES/ });
        }
        assert.equal(await cache.has("k"), false);
        assert.equal(await cache.set("k", "Ж".repeat(400)), true);
        await cache.delete("k");
      }
    },
};
