import { Codec } from "@coffer/backend-redis";
import type { Compressor } from "@coffer/cache-core";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";
import { expectedValue, interopVectors } from "../fixtures/interop-vectors.js";

interface CompressorInterop {
  /** The name of the format in the vectors. */
  readonly format: string;
  readonly compressor: Compressor;
  /** Inflates what the compressor writes. By default, the compressor does. */
  readonly inflate?: (data: Buffer) => Buffer | Promise<Buffer>;
}

/** Tests that a compressor reads what the real django-redis stored, and compresses the same values. */
export function compressorInterop(options: CompressorInterop): void {
  const { format, compressor, inflate = (data) => compressor.decompress(data) } = options;
  const codec = new Codec(new JsonSerializer(), compressor);
  const vectors = interopVectors("json", format).filter((vector) => vector.stored_hex !== undefined);

  describe(`what django-redis stored with json and ${format}`, () => {
    test.each(vectors)("$id is read correctly", async (vector) => {
      const stored = Buffer.from(vector.stored_hex ?? "", "hex");
      expect(await codec.decode(stored)).toEqual(expectedValue(vector));
    });

    test("is compressed whenever we compress the same value, and ours is shorter than the value", async () => {
      // Integers never reach a compressor.
      for (const { serialized_hex, stored_hex = "", compressed } of vectors.filter(
        ({ value }) => value.t !== "int",
      )) {
        const plain = Buffer.from(serialized_hex ?? stored_hex, "hex");
        const ours = await compressor.compress(plain);
        if (ours !== plain) {
          expect(compressed).toBe(true);
          expect(ours.length).toBeLessThan(plain.length);
          expect(await inflate(ours)).toEqual(plain);
        }
      }
    });
  });
}
