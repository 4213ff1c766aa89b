import { Codec } from "@coffer/backend-redis";
import { Lz4Compressor } from "@coffer/compressor-lz4";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";
import { expectedValue, interopVectors } from "../../../test/fixtures/interop-vectors.js";

const compressor = new Lz4Compressor({ MAX_VALUE_BYTES: 2 ** 20 });
const codec = new Codec(new JsonSerializer(), compressor);

describe("what django-redis stored with json and lz4 (rows 28, 51, 58, 341)", () => {
  const vectors = interopVectors("json", "lz4").filter((vector) => vector.stored_hex !== undefined);

  test.each(vectors)("$id is read right", async (vector) => {
    const stored = Buffer.from(vector.stored_hex ?? "", "hex");
    expect(await codec.decode(stored)).toEqual(expectedValue(vector));
  });

  test("is compressed where we compress, but for what does not get shorter (rows 51, 52)", async () => {
    // Integers never reach a compressor.
    for (const { serialized_hex, stored_hex = "", compressed } of vectors.filter(
      ({ value }) => value.t !== "int",
    )) {
      const plain = Buffer.from(serialized_hex ?? stored_hex, "hex");
      const ours = await compressor.compress(plain);
      if (ours !== plain) {
        expect(compressed).toBe(true);
        expect(ours.length).toBeLessThan(plain.length);
        expect(await compressor.decompress(ours)).toEqual(plain);
      }
    }
  });
});
