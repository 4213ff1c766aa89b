import { Codec } from "@coffer/backend-redis";
import lz4, { Lz4Compressor } from "@coffer/compressor-lz4";
import { JsonSerializer } from "@coffer/serializer-json";
import native from "lz4-napi";
import { describe, expect, test } from "vitest";

const MAX_VALUE_BYTES = 2 ** 20;
const compressor = new Lz4Compressor({ MAX_VALUE_BYTES });
const text = Buffer.from('{"name":"hello hello hello"}'.repeat(50));
const noise = Buffer.from(
  Array.from({ length: 70_000 }, (_, index) => Math.imul(index * index, 2_654_435_761) >>> 24),
);

test("it is the default export", () => {
  expect(lz4).toBe(Lz4Compressor);
});

test("15 bytes are not compressed, longer values are", () => {
  const fifteen = Buffer.alloc(15, "x");
  expect(compressor.compress(fifteen)).toBe(fifteen);
  const fifty = Buffer.alloc(50, "x");
  expect((compressor.compress(fifty) as Buffer).length).toBeLessThan(50);
  expect(new Lz4Compressor({ COMPRESSOR_MIN_LENGTH: 50 }).compress(fifty)).toBe(fifty);
});

test("a subclass may change the minimum length, and the option overrides it", () => {
  class Lazy extends Lz4Compressor {
    override readonly minLength = 2000;
  }
  expect(new Lazy().compress(text)).toBe(text);
  expect(new Lazy({ COMPRESSOR_MIN_LENGTH: 10 }).compress(text)).not.toBe(text);
});

test("incompressible values are returned unchanged", async () => {
  const short = Buffer.from("sixteen bytes xx");
  expect(compressor.compress(short)).toBe(short);
  expect(await compressor.compress(noise)).toBe(noise);
});

test("values that look compressed are compressed at any length, or they would be inflated when read", async () => {
  for (const hex of ["04224d18", "04224d186840", `04224d18${"00ff".repeat(20)}`]) {
    const data = Buffer.from(hex, "hex");
    expect(await compressor.decompress(await compressor.compress(data))).toEqual(data);
  }
  const twice = compressor.compress(text) as Buffer;
  expect(compressor.decompress(compressor.compress(twice) as Buffer)).toEqual(twice);
});

test("frames have independent blocks and no checksums", async () => {
  for (const length of [50, 60_000, 200_000, 5_000_000]) {
    const frame = await compressor.compress(Buffer.alloc(length, "ab"));
    expect(frame.subarray(0, 5).toString("hex")).toBe("04224d1860");
  }
});

describe("frames of other writers", () => {
  const large = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 10_007).join());

  test("with checksums, larger blocks and no content size", async () => {
    for (const value of [text, large]) {
      for (const options of [{}, { contentChecksum: true }, { blockChecksums: true }]) {
        const frame = native.compressFrameSync(value, options);
        expect(value.equals(await compressor.decompress(frame))).toBe(true);
      }
    }
  });

  test("whose checksums detect damage", async () => {
    for (const options of [{ contentChecksum: true }, { blockChecksums: true }]) {
      const frame = native.compressFrameSync(text, options);
      const literal = frame.indexOf("hello");
      frame.write("J", literal);
      expect((await failure(() => compressor.decompress(frame))).message).toContain("ChecksumError");
    }
  });

  test("with linked blocks, which refer to earlier ones", async () => {
    const parts = [large.subarray(0, 65_536), large.subarray(65_536, 131_072)] as const;
    const blocks = [native.compressSync(parts[0]), native.compressSync(parts[1], parts[0])];
    for (const block of blocks) block.writeUInt32LE(block.length - 4, 0);
    const frame = Buffer.concat([Buffer.from("04224d184040c0", "hex"), ...blocks, Buffer.alloc(4)]);
    expect(Buffer.concat(parts).equals(await compressor.decompress(frame))).toBe(true);
  });

  test("with bytes after them, which Python ignores, too", () => {
    const frame = Buffer.concat([compressor.compress(text) as Buffer, Buffer.from("and more")]);
    expect(compressor.decompress(frame)).toEqual(text);
  });
});

test("damaged and truncated frames are errors", async () => {
  const frame = compressor.compress(text) as Buffer;
  for (const cut of [4, 6, 14, 17, 30, frame.length - 4, frame.length - 1]) {
    const error = await failure(() => compressor.decompress(frame.subarray(0, cut)));
    expect(error.message).toMatch(/^the lz4 frame is damaged or truncated \(.+\)$/);
  }
  const codec = new Codec(new JsonSerializer(), compressor);
  expect(await failure(() => codec.decode(frame.subarray(0, 30)))).toMatchObject({
    name: "CompressorError",
    code: "ERR_DAMAGED",
  });
});

test("bytes of another format are returned as they are", () => {
  for (const hex of ["", "04", "04224d", "7b7d", "04224d19", "38302e35"]) {
    const data = Buffer.from(hex, "hex");
    expect(compressor.decompress(data)).toBe(data);
  }
});

test("a value that inflates to MAX_VALUE_BYTES is read, one byte more is rejected, with and without a content size", async () => {
  for (const limit of [1000, 300_000]) {
    const limited = new Lz4Compressor({ MAX_VALUE_BYTES: limit });
    for (const write of [native.compressFrameSync, withSize]) {
      const full = Buffer.alloc(limit, "ab");
      expect(full.equals(await limited.decompress(await write(full)))).toBe(true);
      const more = await write(Buffer.alloc(limit + 1, "ab"));
      const error = await failure(() => limited.decompress(more));
      expect(error).toMatchObject({ code: "ERR_TOO_LARGE" });
      expect(error.message).toContain(`more than MAX_VALUE_BYTES allows, which is ${limit}`);
    }
  }
});

test("a frame with a false content size takes no more memory than that size", async () => {
  const bomb = (await new Lz4Compressor().compress(Buffer.alloc(64 * 2 ** 20))) as Buffer;
  // A header with a content size of 100,000 bytes and a valid checksum, before the blocks of a large value.
  const liar = Buffer.concat([Buffer.from("04224d186870a08601000000000018", "hex"), bomb.subarray(7)]);
  const before = process.memoryUsage().arrayBuffers;
  expect(await failure(() => compressor.decompress(liar))).toMatchObject({ code: "ERR_TOO_LARGE" });
  expect(await failure(() => compressor.decompress(bomb))).toMatchObject({ code: "ERR_TOO_LARGE" });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 2 ** 20);
});

test("small values synchronously, large ones in the thread pool", async () => {
  expect(compressor.compress(Buffer.alloc(65_535, "ab"))).toBeInstanceOf(Buffer);
  expect(compressor.compress(Buffer.alloc(65_536, "ab"))).toBeInstanceOf(Promise);
  const inflated = [100_000, 262_145].map((length) => Buffer.alloc(length, "ab"));
  const frames = await Promise.all(inflated.map((value) => compressor.compress(value)));
  const read = frames.map((frame) => compressor.decompress(frame));
  expect(read.map((result) => result instanceof Promise)).toEqual([false, true]);
  expect((await Promise.all(read)).every((value, index) => value.equals(inflated[index] as Buffer))).toBe(
    true,
  );
});

/** Frame headers with a checksum and a content size, in blocks as large as the library's. */
const HEADERS_WITH_SIZE: Readonly<Record<number, string>> = {
  1000: "04224d186840e803000000000000f1",
  1001: "04224d186840e90300000000000005",
  300000: "04224d186870e0930400000000004f",
  300001: "04224d186870e1930400000000005f",
};

function withSize(data: Buffer): Buffer {
  const header = Buffer.from(HEADERS_WITH_SIZE[data.length] as string, "hex");
  return Buffer.concat([header, native.compressFrameSync(data).subarray(7)]);
}

async function failure(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it should have failed");
}
