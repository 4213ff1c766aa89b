import { gunzipSync, inflateSync } from "node:zlib";
import { Codec } from "@coffer/backend-redis";
import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { JsonSerializer } from "@coffer/serializer-json";
import { describe, expect, test } from "vitest";
import { expectedValue, interopVectors } from "../../../test/fixtures/interop-vectors.js";

const OPTIONS = { MAX_VALUE_BYTES: 2 ** 20 };
const formats = [
  { name: "zlib", compressor: new ZlibCompressor(OPTIONS), inflate: inflateSync },
  { name: "gzip", compressor: new GzipCompressor(OPTIONS), inflate: gunzipSync },
];

describe.each(formats)(
  "what django-redis stored with json and $name (rows 28, 51, 54, 55, 341)",
  (format) => {
    const { name, compressor, inflate } = format;
    const codec = new Codec(new JsonSerializer(), compressor);
    const vectors = interopVectors("json", name).filter((vector) => vector.stored_hex !== undefined);

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
          expect(inflate(ours)).toEqual(plain);
        }
      }
    });
  },
);
