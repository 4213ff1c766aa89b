import assert from "node:assert/strict";
import type { Compressor } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import { random } from "../suite/random.js";
import { randomBytes } from "../suite/random-bytes.js";
import type { CompressorContext } from "./compressor-suite.js";
import { compressible } from "./samples.js";

export const damage: Cases<CompressorContext> = {
  "compressed bytes that are cut off are an error (row 56)": async ({ compressor }) => {
    const compressed = await compressor.compress(compressible());
    for (const length of [
      20,
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

  "compressed bytes with one byte changed are an error (row 56)": async ({ compressor }) => {
    const compressed = await compressor.compress(compressible());
    for (const share of [0.3, 0.5, 0.8]) {
      const damaged = Buffer.from(compressed);
      const at = Math.floor(damaged.length * share);
      damaged[at] = (damaged[at] as number) ^ 0x55;
      await fails(compressor, damaged, `byte ${at} of ${damaged.length}`);
    }
  },

  "random bytes, also behind its own first ones, give bytes or an error, and soon": async ({
    compressor,
  }) => {
    const head = (await compressor.compress(compressible())).subarray(0, 12);
    for (let seed = 1; seed <= 500; seed++) {
      const noise = randomBytes(seed % 200, seed);
      await readsOrFails(compressor, noise);
      await readsOrFails(compressor, Buffer.concat([head.subarray(0, 2 + (seed % 10)), noise]));
    }
  },

  "compressed bytes with several changed give bytes or an error, and soon": async ({ compressor }) => {
    const compressed = await compressor.compress(compressible());
    const next = random(11);
    for (let n = 0; n < 500; n++) {
      const damaged = Buffer.from(compressed);
      for (let change = 0; change < 3; change++) damaged[next(damaged.length)] = next(256);
      await readsOrFails(compressor, damaged);
    }
  },

  "after damage the next value is read all the same": async ({ compressor }) => {
    const compressed = await compressor.compress(compressible());
    await fails(compressor, compressed.subarray(0, compressed.length >> 1), "half of it");
    assert.ok((await compressor.decompress(compressed)).equals(compressible()));
  },
};

async function fails(compressor: Compressor, data: Buffer, what: string): Promise<void> {
  await assert.rejects(async () => compressor.decompress(data), Error, what);
}

async function readsOrFails(compressor: Compressor, data: Buffer): Promise<void> {
  const started = performance.now();
  try {
    assert.ok(Buffer.isBuffer(await compressor.decompress(data)), "decompress must give a Buffer");
  } catch (error) {
    assert.ok(error instanceof Error, "what is thrown must be an Error");
    if (error instanceof assert.AssertionError) throw error;
  }
  const took = performance.now() - started;
  assert.ok(took < 2000, `${data.subarray(0, 64).toString("hex")} took ${Math.round(took)} ms`);
}
