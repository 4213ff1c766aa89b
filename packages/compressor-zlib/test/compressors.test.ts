import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { Codec } from "@coffer/backend-redis";
import zlib, { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";

const MAX_VALUE_BYTES = 2 ** 20;
const formats = [
  { name: "zlib", Compressor: ZlibCompressor, compress: deflateSync, inflate: inflateSync, level: 6 },
  { name: "gzip", Compressor: GzipCompressor, compress: gzipSync, inflate: gunzipSync, level: 9 },
];

test("zlib is the default export", () => {
  expect(zlib).toBe(ZlibCompressor);
});

describe.each(formats)("$name", ({ Compressor, compress, inflate, level }) => {
  const compressor = new Compressor({ MAX_VALUE_BYTES });
  const text = Buffer.from('{"name":"hello hello hello"}'.repeat(50));

  test("15 bytes are not compressed, 16 are", () => {
    const fifteen = Buffer.alloc(15, "x");
    expect(compressor.compress(fifteen)).toBe(fifteen);
    const compressed = new Compressor().compress(Buffer.alloc(100, "x")) as Buffer;
    expect(inflate(compressed)).toEqual(Buffer.alloc(100, "x"));
    expect(new Compressor({ COMPRESSOR_MIN_LENGTH: 99 }).compress(Buffer.alloc(100, "x"))).toEqual(
      compressed,
    );
    const hundred = Buffer.alloc(100, "x");
    expect(new Compressor({ COMPRESSOR_MIN_LENGTH: 100 }).compress(hundred)).toBe(hundred);
  });

  test("incompressible values are returned unchanged", () => {
    const noise = Buffer.from("7f3a9c015be2d84466aa10ffee923b5d", "hex");
    expect(compressor.compress(noise)).toBe(noise);
    expect(compressor.decompress(noise)).toBe(noise);
  });

  test(`level ${level} unless the settings or a subclass say otherwise`, () => {
    // One of the two types, since a class cannot extend a union.
    const Base = Compressor as typeof ZlibCompressor;
    class Fast extends Base {
      override readonly level = 1;
      override readonly minLength = 2000;
    }
    const strip = (data: unknown) => (data as Buffer).subarray(10);
    expect(strip(compressor.compress(text))).toEqual(strip(compress(text, { level })));
    expect(strip(new Fast({ COMPRESSOR_MIN_LENGTH: 0 }).compress(text))).toEqual(
      strip(compress(text, { level: 1 })),
    );
    expect(strip(new Fast({ COMPRESSOR_MIN_LENGTH: 0, COMPRESSOR_LEVEL: 9 }).compress(text))).toEqual(
      strip(compress(text, { level: 9 })),
    );
    expect(new Fast().compress(text)).toBe(text);
  });

  test("bytes of another format are returned as they are", () => {
    for (const hex of ["", "78", "1f", "7b7d", "80049524", "38302e35"]) {
      const data = Buffer.from(hex, "hex");
      expect(compressor.decompress(data)).toBe(data);
    }
  });

  test("values that look compressed are compressed at any length, or they would be inflated when read", async () => {
    for (const hex of ["789c", "785e32", "0899", "1f8b", "1f8b08", `${"1f8b"}${"00ff".repeat(20)}`]) {
      const data = Buffer.from(hex, "hex");
      expect(await compressor.decompress(await compressor.compress(data))).toEqual(data);
    }
    const twice = compress(text);
    expect(await compressor.decompress(await compressor.compress(twice))).toEqual(twice);
  });

  test("damaged and truncated streams are errors, in both ways of inflating", async () => {
    const large = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 10_007).join());
    for (const stream of [compress(text), compress(large)]) {
      for (const cut of [10, stream.length >> 1, stream.length - 1]) {
        const error = await failure(() => compressor.decompress(stream.subarray(0, cut)));
        expect(error.message).toMatch(/^the (zlib|gzip) stream is damaged or truncated \(.+\)$/);
        expect(error.cause).toBeInstanceOf(Error);
      }
      const damaged = Buffer.from(stream);
      damaged[stream.length >> 1] = (damaged[stream.length >> 1] as number) ^ 0xff;
      expect((await failure(() => compressor.decompress(damaged))).message).toContain("damaged");
    }
  });

  test("the core converts these to ERR_DAMAGED and ERR_TOO_LARGE", async () => {
    const codec = new Codec(new JsonSerializer(), compressor);
    const cut = compress(text).subarray(0, 30);
    expect(await failure(() => codec.decode(cut))).toMatchObject({
      name: "CompressorError",
      code: "ERR_DAMAGED",
    });
    const bomb = compress(Buffer.alloc(MAX_VALUE_BYTES + 1));
    expect(await failure(() => codec.decode(bomb))).toMatchObject({
      name: "CompressorError",
      code: "ERR_TOO_LARGE",
    });
  });

  test("a value that inflates to MAX_VALUE_BYTES is read, one byte more is rejected", async () => {
    for (const limit of [1000, 128 * 1024, 128 * 1024 + 1, 300_000]) {
      const limited = new Compressor({ MAX_VALUE_BYTES: limit });
      const full = Buffer.alloc(limit);
      expect(full.equals(await limited.decompress(compress(full)))).toBe(true);
      const error = await failure(() => limited.decompress(compress(Buffer.alloc(limit + 1))));
      expect(error).toMatchObject({
        code: "ERR_TOO_LARGE",
        message: `the value would inflate to more than MAX_VALUE_BYTES allows, which is ${limit}`,
      });
    }
  });

  test("a bomb is rejected before it uses its memory", async () => {
    // 32 MB of zeros in 32 KB, which are inflated in the thread pool.
    const bomb = compress(Buffer.alloc(32 * 2 ** 20));
    const before = process.memoryUsage().arrayBuffers;
    expect(await failure(() => compressor.decompress(bomb))).toMatchObject({ code: "ERR_TOO_LARGE" });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 2 ** 20);
  });

  test("small values synchronously, large ones in the thread pool", async () => {
    expect(compressor.compress(Buffer.alloc(16_383, "ab"))).toBeInstanceOf(Buffer);
    const pending = compressor.compress(Buffer.alloc(16_384, "ab"));
    expect(pending).toBeInstanceOf(Promise);
    expect(inflate(await pending)).toEqual(Buffer.alloc(16_384, "ab"));

    const noise = Buffer.from(Array.from({ length: 40_000 }, (_, index) => (index * 7919) % 10_007).join());
    const inflated = [Buffer.alloc(131_072, "ab"), Buffer.alloc(131_073, "ab"), noise].map((value) => ({
      value,
      result: compressor.decompress(compress(value)),
    }));
    expect(inflated.map(({ result }) => result instanceof Promise)).toEqual([false, true, true]);
    for (const { value, result } of inflated) expect(value.equals(await result)).toBe(true);
  });

  test("random bytes of any length come back, also from the pool", async () => {
    const noise = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 2_654_435_761) >>> 24));
    const stored = await compressor.compress(noise);
    expect(await compressor.decompress(stored)).toEqual(noise);
  });
});

describe("zlib alone", () => {
  const compressor = new ZlibCompressor({ MAX_VALUE_BYTES });

  test("bytes after the end of the stream are ignored", async () => {
    for (const value of [Buffer.alloc(100, "x"), Buffer.alloc(200_000, "xyz")]) {
      const stream = Buffer.concat([deflateSync(value), Buffer.from("and more")]);
      expect(value.equals(await compressor.decompress(stream))).toBe(true);
    }
  });

  test("streams with any window size are read", () => {
    for (const windowBits of [9, 12, 15]) {
      expect(compressor.decompress(deflateSync(Buffer.alloc(100, "x"), { windowBits }))).toEqual(
        Buffer.alloc(100, "x"),
      );
    }
  });

  test("no JSON text looks like a stream", () => {
    for (let first = 0; first < 128; first++) {
      for (let second = 0; second < 128; second++) {
        const data = Buffer.from([first, second]);
        const isJson = /^(?:[[{"tfn\s-]|\d[\d.eE\s])/.test(data.toString());
        if (isJson) expect(compressor.decompress(data)).toBe(data);
      }
    }
  });
});

describe("gzip alone", () => {
  const compressor = new GzipCompressor({ MAX_VALUE_BYTES });

  test("no timestamp and no operating system: equal values have equal bytes", async () => {
    for (const value of [Buffer.alloc(100, "x"), Buffer.alloc(20_000, "x")]) {
      const header = (await compressor.compress(value)).subarray(0, 10);
      expect(header.toString("hex")).toBe("1f8b08000000000002ff");
    }
  });

  test("members and zeros after the first are read as Python reads them", () => {
    const member = gzipSync("hello");
    const data = Buffer.concat([member, member, Buffer.alloc(7)]);
    expect(compressor.decompress(data)).toEqual(Buffer.from("hellohello"));
  });
});

async function failure(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it should have failed");
}
