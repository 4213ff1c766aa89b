import assert from "node:assert/strict";
import type { Compressor } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import { random } from "../suite/random.js";
import type { CompressorContext } from "./compressor-context.js";
import { compressible } from "./samples.js";

/** Fewer bytes do not identify a format. */
const SHORTEST = 20;

export const damage: Cases<CompressorContext> = {
  "truncated bytes are an error": async ({ compressor }) => {
    const compressed = await compressor.compress(compressible());
    for (const length of [
      SHORTEST,
      Math.floor(compressed.length / 2),
      compressed.length - 4,
      compressed.length - 1,
    ]) {
      await fails(
        compressor,
        compressed.subarray(0, length),
        `the first ${length} of ${compressed.length} bytes`,
      );
    }
  },

  "compressed bytes with one byte changed are an error": async ({ compressor }) => {
    const compressed = await compressor.compress(compressible());
    for (const share of [0.3, 0.5, 0.8]) {
      const damaged = Buffer.from(compressed);
      const at = Math.floor(damaged.length * share);
      damaged[at] = (damaged[at] as number) ^ 0x55;
      await fails(compressor, damaged, `byte ${at} of ${damaged.length}`);
    }
  },

  "compressed bytes truncated at any length are an error": async ({ compressor }) => {
    const next = random(13);
    for (let n = 0; n < 100; n++) {
      const data = compressible(10 ** (n % 4));
      const compressed = await compressor.compress(data);
      if (compressed.equals(data) || compressed.length <= SHORTEST) continue; // Too short to be worth it.
      const length = SHORTEST + next(compressed.length - SHORTEST);
      await fails(compressor, compressed.subarray(0, length), `${length} of ${compressed.length} bytes`);
    }
  },

  "after an error the next value can be read": async ({ compressor }) => {
    const compressed = await compressor.compress(compressible());
    await fails(compressor, compressed.subarray(0, compressed.length >> 1), "half of it");
    assert.ok((await compressor.decompress(compressed)).equals(compressible()));
  },
};

async function fails(compressor: Compressor, data: Buffer, what: string): Promise<void> {
  await assert.rejects(async () => compressor.decompress(data), Error, what);
}
