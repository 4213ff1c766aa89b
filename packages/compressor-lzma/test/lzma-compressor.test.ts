import { Codec } from "@coffer/backend-redis";
import lzma, { LzmaCompressor } from "@coffer/compressor-lzma";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";

const MAX_VALUE_BYTES = 2 ** 20;
const compressor = new LzmaCompressor({ MAX_VALUE_BYTES });
const text = Buffer.from('{"name":"hello hello hello"}'.repeat(8));
/** The same by Python: lzma.compress(text, format=lzma.FORMAT_ALONE). */
const ALONE = Buffer.from(
  "5d00008000ffffffffffffffff003d8889c65436c3174fe4f2cac0a76226f40225f13028b7342ffffffb4f0000",
  "hex",
);

test("it is the default export", () => {
  expect(lzma).toBe(LzmaCompressor);
});

test("100 bytes are not compressed, 101 are", async () => {
  const hundred = Buffer.alloc(100, "x");
  expect(compressor.compress(hundred)).toBe(hundred);
  const more = await compressor.compress(Buffer.alloc(101, "x"));
  expect(more.length).toBeLessThan(101);
  expect(await compressor.decompress(more)).toEqual(Buffer.alloc(101, "x"));
  const long = Buffer.alloc(200, "x");
  expect(new LzmaCompressor({ COMPRESSOR_MIN_LENGTH: 200 }).compress(long)).toBe(long);
});

test("a subclass may change preset and minimum length, and the options override them", async () => {
  class Hard extends LzmaCompressor {
    override readonly level = 9;
    override readonly minLength = 2000;
  }
  const value = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 10_007).join());
  const sizes = await Promise.all(
    [
      new Hard(),
      new LzmaCompressor({ COMPRESSOR_LEVEL: 9 }),
      new Hard({ COMPRESSOR_LEVEL: 0 }),
      new LzmaCompressor({ COMPRESSOR_LEVEL: 0 }),
    ].map(async (each) => (await each.compress(value)).length),
  );
  expect(sizes[0]).toBe(sizes[1]);
  expect(sizes[2]).toBe(sizes[3]);
  expect(sizes[0]).toBeLessThan(sizes[2] as number);
  expect(new Hard().compress(text)).toBe(text);
});

test("every preset can be read", async () => {
  for (let level = 0; level <= 9; level++) {
    for (const length of [101, 5000, 300_000]) {
      const value = Buffer.alloc(length, "some text of a value; ");
      const stored = await new LzmaCompressor({ COMPRESSOR_LEVEL: level }).compress(value);
      expect(value.equals(await compressor.decompress(stored))).toBe(true);
    }
  }
});

test("incompressible values are returned unchanged", async () => {
  const noise = Buffer.from(
    Array.from({ length: 150 }, (_, index) => Math.imul(index * index, 2_654_435_761) >>> 24),
  );
  expect(await compressor.compress(noise)).toBe(noise);
});

test("the container is .xz with CRC64", async () => {
  const stored = await compressor.compress(text);
  expect(stored.subarray(0, 8).toString("hex")).toBe("fd377a585a000004");
  expect(stored.subarray(-2).toString()).toBe("YZ");
});

describe("the old format", () => {
  test("is read, with and without its size in the header", async () => {
    expect(await compressor.decompress(ALONE)).toEqual(text);
    // The LZMA2 chunk of an .xz file, after its header of 30 bytes, ends by its size and has no end mark.
    const stored = await compressor.compress(text);
    const chunk = stored.subarray(30, 30 + stored.readUInt16BE(27) + 1);
    const header = Buffer.from(ALONE.subarray(0, 13));
    header.writeBigUInt64LE(BigInt(text.length), 5);
    expect(await compressor.decompress(Buffer.concat([header, chunk]))).toEqual(text);
  });

  test("truncated is an error", async () => {
    for (const cut of [13, 20, ALONE.length - 6]) {
      const error = await failure(() => compressor.decompress(ALONE.subarray(0, cut)));
      expect(error.message).toMatch(/^the xz or lzma stream is damaged or truncated/);
    }
  });

  test("does not match other bytes: JSON, msgpack, numbers, or a header with impossible sizes", () => {
    const headers = [
      "5d0000800000000000000000ff", // neither a possible size nor "unknown"
      "5d01008000ffffffffffffffff", // not a power of two
      "5d00000000ffffffffffffffff",
      "9b0000100000c8000000000000", // a list of numbers in msgpack
      "5d00008000ffffffffffffff",
    ];
    for (const hex of headers) {
      const data = Buffer.from(hex, "hex");
      expect(compressor.decompress(data)).toBe(data);
    }
    for (const json of ["[1.5, 2, 3, 4, 5]", "]", '"a text of some length"', "-0.12345678901234", "null"]) {
      const data = Buffer.from(json);
      expect(compressor.decompress(data)).toBe(data);
    }
  });

  test("a window larger than any preset's is rejected", async () => {
    const greedy = Buffer.from(ALONE);
    greedy.writeUInt32LE(2 ** 30, 1);
    expect(await failure(() => compressor.decompress(greedy))).toMatchObject({ code: "ERR_TOO_LARGE" });
  });
});

test("values that look compressed are compressed at any length, or they would be inflated when read", async () => {
  const twice = await compressor.compress(text);
  for (const data of [twice, ALONE, ALONE.subarray(0, 13), twice.subarray(0, 6)]) {
    expect(await compressor.decompress(await compressor.compress(data))).toEqual(data);
  }
});

test("streams after the first belong to the value, other bytes are ignored, as in Python", async () => {
  const stream = await compressor.compress(text);
  const both = Buffer.concat([text, text]);
  expect(await compressor.decompress(Buffer.concat([stream, stream]))).toEqual(both);
  expect(await compressor.decompress(Buffer.concat([stream, stream, Buffer.from("and more")]))).toEqual(both);
  expect(await compressor.decompress(Buffer.concat([stream, Buffer.alloc(7)]))).toEqual(text);
});

test("bytes of another format are returned as they are", () => {
  for (const hex of ["", "fd", "fd377a585a", "7b7d", "38302e35"]) {
    const data = Buffer.from(hex, "hex");
    expect(compressor.decompress(data)).toBe(data);
  }
});

test("the core converts errors to ERR_DAMAGED and ERR_TOO_LARGE", async () => {
  const codec = new Codec(new JsonSerializer(), compressor);
  const stored = await compressor.compress(text);
  expect(await failure(() => codec.decode(stored.subarray(0, 30)))).toMatchObject({
    name: "CompressorError",
    code: "ERR_DAMAGED",
  });
  const bomb = await new LzmaCompressor().compress(Buffer.alloc(MAX_VALUE_BYTES + 1));
  expect(await failure(() => codec.decode(bomb))).toMatchObject({
    name: "CompressorError",
    code: "ERR_TOO_LARGE",
  });
});

test("a value that inflates to MAX_VALUE_BYTES is read, one byte more is rejected", async () => {
  for (const limit of [1000, 32_768, 300_000]) {
    const limited = new LzmaCompressor({ MAX_VALUE_BYTES: limit });
    const full = Buffer.alloc(limit, "ab");
    expect(full.equals(await limited.decompress(await new LzmaCompressor().compress(full)))).toBe(true);
    const more = await new LzmaCompressor().compress(Buffer.alloc(limit + 1, "ab"));
    const error = await failure(() => limited.decompress(more));
    expect(error).toMatchObject({
      code: "ERR_TOO_LARGE",
      message: `the value would inflate to more than MAX_VALUE_BYTES allows, which is ${limit}`,
    });
  }
});

test("a bomb is rejected before it uses its memory, whatever its headers say", async () => {
  const bomb = await new LzmaCompressor({ COMPRESSOR_LEVEL: 0 }).compress(Buffer.alloc(16 * 2 ** 20));
  const before = process.memoryUsage().arrayBuffers;
  expect(await failure(() => compressor.decompress(bomb))).toMatchObject({ code: "ERR_TOO_LARGE" });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 2 ** 20);
});

test("small values are inflated synchronously, larger ones in the thread pool; compression always uses it", async () => {
  const mixed = Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7919) % 10_007).join());
  const values = [text, Buffer.alloc(100_000, "ab"), mixed];
  const stored = values.map((value) => compressor.compress(value));
  expect(stored.every((each) => each instanceof Promise)).toBe(true);
  const frames = await Promise.all(stored);
  expect(frames.map(({ length }) => length >= 1024)).toEqual([false, false, true]);
  const read = frames.map((frame) => compressor.decompress(frame));
  expect(read[0]).toBeInstanceOf(Buffer);
  expect(read[2]).toBeInstanceOf(Promise);
  expect(await Promise.all(read)).toEqual(values);
});

async function failure(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it should have failed");
}
