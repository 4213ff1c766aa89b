import { ZstdCompressor } from "@coffer/compressor-zstd";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const MAX_VALUE_BYTES = 2 ** 20;
const compressor = new ZstdCompressor({ MAX_VALUE_BYTES, COMPRESSOR_MIN_LENGTH: 0 });

/** What may come of any bytes: a value within the limit, or an error; soon. */
async function readOrRefused(data: Buffer): Promise<void> {
  const copy = Buffer.from(data);
  const started = performance.now();
  try {
    const value = await compressor.decompress(data);
    expect(value).toBeInstanceOf(Buffer);
    expect(value.length).toBeLessThanOrEqual(MAX_VALUE_BYTES);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(/damaged or cut short|MAX_VALUE_BYTES|dictionary|further back/);
  }
  expect(data.equals(copy)).toBe(true);
  expect(performance.now() - started).toBeLessThan(2000);
}

describe("zstd", () => {
  // Bytes that begin as the format does, and repeated ones, since neither happens by chance.
  const bytes = fc
    .tuple(
      fc.constantFrom<number[][]>([], [0x28, 0xb5, 0x2f, 0xfd]),
      fc.uint8Array({ maxLength: 200 }),
      fc.integer({ min: 1, max: 1000 }),
    )
    .map(([start, array, times]) => Buffer.from([...start, ...Buffer.concat(Array(times).fill(array))]));

  const frames = fc
    .tuple(fc.string({ maxLength: 50 }), fc.constantFrom(1, 10, 3000))
    .map(([text, times]) => Buffer.from(JSON.stringify(`hello ${text}`.repeat(times))));

  test("every value comes back equal", async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (data) => {
        const copy = Buffer.from(data);
        expect(await compressor.decompress(await compressor.compress(data))).toEqual(copy);
      }),
    );
  });

  test("random bytes are read or refused, and nothing else happens", async () => {
    await fc.assert(fc.asyncProperty(bytes, readOrRefused));
  });

  test("frames with bytes changed are read or refused", async () => {
    const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(frames, changes, async (value, bytesChanged) => {
        const frame = Buffer.from(await compressor.compress(value));
        // Half of the changes go to the header, which decides about sizes.
        for (const [index, [place, byte]] of bytesChanged.entries()) {
          frame[Math.floor(place * (index % 2 ? frame.length : 30)) % frame.length] = byte;
        }
        await readOrRefused(frame);
      }),
      { numRuns: 500 },
    );
  });

  test("frames that are cut short are refused", async () => {
    await fc.assert(
      fc.asyncProperty(frames, fc.double({ min: 0, max: 0.999, noNaN: true }), async (value, share) => {
        const frame = await compressor.compress(value);
        if (frame === value) return;
        const cut = frame.subarray(0, Math.max(13, Math.floor(share * frame.length)));
        if (cut.length === frame.length) return;
        await expect((async () => compressor.decompress(cut))()).rejects.toThrow("damaged or cut short");
      }),
    );
  });
});
