import { Codec } from "@coffer/cache-core";
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

test("15 bytes stay as they are, longer values are compressed (row 51)", () => {
  const fifteen = Buffer.alloc(15, "x");
  expect(compressor.compress(fifteen)).toBe(fifteen);
  const fifty = Buffer.alloc(50, "x");
  expect((compressor.compress(fifty) as Buffer).length).toBeLessThan(50);
  expect(new Lz4Compressor({ COMPRESSOR_MIN_LENGTH: 50 }).compress(fifty)).toBe(fifty);
});

test("a subclass may change the minimum length, and the option goes before it (row 53)", () => {
  class Lazy extends Lz4Compressor {
    override readonly minLength = 2000;
  }
  expect(new Lazy().compress(text)).toBe(text);
  expect(new Lazy({ COMPRESSOR_MIN_LENGTH: 10 }).compress(text)).not.toBe(text);
});

test("what does not get shorter stays as it is (row 52)", async () => {
  const short = Buffer.from("sixteen bytes xx");
  expect(compressor.compress(short)).toBe(short);
  expect(await compressor.compress(noise)).toBe(noise);
});

test("what looks compressed is compressed whatever its length, or it would be inflated when read", async () => {
  for (const hex of ["04224d18", "04224d186840", `04224d18${"00ff".repeat(20)}`]) {
    const data = Buffer.from(hex, "hex");
    expect(await compressor.decompress(await compressor.compress(data))).toEqual(data);
  }
  const twice = compressor.compress(text) as Buffer;
  expect(compressor.decompress(compressor.compress(twice) as Buffer)).toEqual(twice);
});

test("frames are Python's: content size, independent blocks of 64 KB, no checksums (row 58)", async () => {
  const small = compressor.compress(Buffer.from("hello ".repeat(10))) as Buffer;
  expect(small.subarray(0, 14).toString("hex")).toBe("04224d1868403c00000000000000");
  const frame = await compressor.compress(Buffer.alloc(200_000, "ab"));
  expect(frame.subarray(0, 6).toString("hex")).toBe("04224d186840");
  let blocks = 0;
  for (let at = 15, size = frame.readUInt32LE(at); size !== 0; size = frame.readUInt32LE(at)) {
    at += 4 + size;
    blocks++;
  }
  expect(blocks).toBe(4);
});

test("a block that does not get shorter is stored within its frame", async () => {
  const mixed = Buffer.concat([noise.subarray(0, 65_536), Buffer.alloc(65_536)]);
  const frame = await compressor.compress(mixed);
  expect(frame.readUInt32LE(15)).toBe(0x80000000 + 65_536);
  expect(mixed.equals(await compressor.decompress(frame))).toBe(true);
});

describe("frames of others (row 58)", () => {
  const large = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 10_007).join());

  test("with checksums, larger blocks and no content size", async () => {
    for (const value of [text, large]) {
      for (const options of [{}, { contentChecksum: true }, { blockChecksums: true }]) {
        const frame = native.compressFrameSync(value, options);
        expect(value.equals(await compressor.decompress(frame))).toBe(true);
      }
    }
  });

  test("whose checksums show damage", async () => {
    for (const options of [{ contentChecksum: true }, { blockChecksums: true }]) {
      const frame = native.compressFrameSync(text, options);
      const literal = frame.indexOf("hello");
      frame.write("J", literal);
      expect((await failure(() => compressor.decompress(frame))).message).toContain("checksum");
    }
  });

  test("with linked blocks, which look back into those before them", async () => {
    const parts = [large.subarray(0, 65_536), large.subarray(65_536, 131_072)] as const;
    const blocks = [native.compressSync(parts[0]), native.compressSync(parts[1], parts[0])];
    for (const block of blocks) block.writeUInt32LE(block.length - 4, 0);
    const frame = Buffer.concat([Buffer.from("04224d184040c0", "hex"), ...blocks, Buffer.alloc(4)]);
    expect(Buffer.concat(parts).equals(await compressor.decompress(frame))).toBe(true);
  });

  test("with bytes behind them, which Python ignores, too", () => {
    const frame = Buffer.concat([compressor.compress(text) as Buffer, Buffer.from("and more")]);
    expect(compressor.decompress(frame)).toEqual(text);
  });
});

test("damaged and truncated frames are errors (rows 28, 58)", async () => {
  const frame = compressor.compress(text) as Buffer;
  for (const cut of [4, 6, 14, 17, 30, frame.length - 4, frame.length - 1]) {
    const error = await failure(() => compressor.decompress(frame.subarray(0, cut)));
    expect(error.message).toMatch(/^the lz4 frame is damaged or cut short \(.+\)$/);
  }
  const codec = new Codec(new JsonSerializer(), compressor);
  expect(await failure(() => codec.decode(frame.subarray(0, 30)))).toMatchObject({
    name: "CompressorError",
    code: "ERR_DAMAGED",
  });
});

test("bytes of another format come back as they are (rows 28, 33)", () => {
  for (const hex of ["", "04", "04224d", "7b7d", "04224d19", "38302e35"]) {
    const data = Buffer.from(hex, "hex");
    expect(compressor.decompress(data)).toBe(data);
  }
});

test("what inflates to MAX_VALUE_BYTES is read, one byte more is refused, with and without a content size", async () => {
  for (const limit of [1000, 65_536, 300_000]) {
    const limited = new Lz4Compressor({ MAX_VALUE_BYTES: limit });
    for (const write of [(data: Buffer) => new Lz4Compressor().compress(data), native.compressFrameSync]) {
      const full = Buffer.alloc(limit, "ab");
      expect(full.equals(await limited.decompress(await write(full)))).toBe(true);
      const more = await write(Buffer.alloc(limit + 1, "ab"));
      const error = await failure(() => limited.decompress(more));
      expect(error).toMatchObject({ code: "ERR_TOO_LARGE" });
      expect(error.message).toContain(`more than MAX_VALUE_BYTES allows, which is ${limit}`);
    }
  }
});

test("a frame that lies about its content takes no more memory than it says", async () => {
  const bomb = (await new Lz4Compressor().compress(Buffer.alloc(64 * 2 ** 20))) as Buffer;
  const honest = compressor.compress(Buffer.alloc(100_000 - 1)) as unknown as Promise<Buffer>;
  // The header of a small value, with its checksum, before the blocks of a large one.
  const liar = Buffer.concat([(await honest).subarray(0, 15), bomb.subarray(15)]);
  const before = process.memoryUsage().arrayBuffers;
  expect((await failure(() => compressor.decompress(liar))).message).toContain("damaged");
  expect(await failure(() => compressor.decompress(bomb))).toMatchObject({ code: "ERR_TOO_LARGE" });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 2 ** 20);
});

test("small values at once, large ones in the thread pool", async () => {
  expect(compressor.compress(Buffer.alloc(65_535, "ab"))).toBeInstanceOf(Buffer);
  expect(compressor.compress(Buffer.alloc(65_536, "ab"))).toBeInstanceOf(Promise);
  const inflated = [262_143, 262_144].map((length) => Buffer.alloc(length, "ab"));
  const frames = await Promise.all(inflated.map((value) => compressor.compress(value)));
  const read = frames.map((frame) => compressor.decompress(frame));
  expect(read.map((result) => result instanceof Promise)).toEqual([false, true]);
  expect((await Promise.all(read)).every((value, index) => value.equals(inflated[index] as Buffer))).toBe(
    true,
  );
});

async function failure(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it should have failed");
}
