import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe.each([
  { name: "zlib", compressor: new ZlibCompressor({ MAX_VALUE_BYTES: 2 ** 20 }), magic: [0x78, 0x9c] },
  { name: "gzip", compressor: new GzipCompressor({ MAX_VALUE_BYTES: 2 ** 20 }), magic: [0x1f, 0x8b, 8] },
])("$name", ({ compressor, magic }) => {
  // Bytes that begin as the format does, and repeated ones, since neither happens by chance.
  const bytes = fc
    .tuple(fc.constantFrom([], magic), fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 1000 }))
    .map(([start, array, times]) => Buffer.from([...start, ...Buffer.concat(Array(times).fill(array))]));

  test("every value comes back equal", async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (data) => {
        const copy = Buffer.from(data);
        expect(await compressor.decompress(await compressor.compress(data))).toEqual(copy);
      }),
    );
  });

  test("random bytes are read or refused, and nothing else happens", async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (data) => {
        try {
          expect(await compressor.decompress(data)).toBeInstanceOf(Buffer);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });

  test("a stream with one byte changed gives an error or a value, never a crash", async () => {
    const stream = Buffer.from(await compressor.compress(Buffer.from("hello ".repeat(20))));
    await fc.assert(
      fc.asyncProperty(fc.nat(stream.length - 1), fc.nat(255), async (index, byte) => {
        const changed = Buffer.from(stream);
        changed[index] = byte;
        await Promise.resolve()
          .then(() => compressor.decompress(changed))
          .catch((error) => expect(error).toBeInstanceOf(Error));
      }),
      { numRuns: 500 },
    );
  });
});
