import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cases } from "../suite/cases.js";
import type { CompressorContext } from "./compressor-suite.js";
import { COMPRESSIBLE, SAMPLES } from "./samples.js";

export const roundTrips: Cases<CompressorContext> = {
  "bytes of any size come back": async ({ compressor }) => {
    for (const data of SAMPLES) {
      const compressed = await compressor.compress(data);
      assert.ok(Buffer.isBuffer(compressed), "compress must give a Buffer");
      const plain = await compressor.decompress(compressed);
      assert.ok(Buffer.isBuffer(plain), "decompress must give a Buffer");
      assert.ok(plain.equals(data), `${data.length} bytes`);
    }
  },

  "what repeats itself gets smaller": async ({ compressor }) => {
    const compressed = await compressor.compress(COMPRESSIBLE);
    assert.ok(
      compressed.length < COMPRESSIBLE.length,
      `${compressed.length} of ${COMPRESSIBLE.length} bytes`,
    );
  },

  "many at once come back each as its own": async ({ compressor }) => {
    await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const data = Buffer.from(JSON.stringify({ n, text: `${n} `.repeat(n % 5 ? 50 : 20_000) }));
        const plain = await compressor.decompress(await compressor.compress(data));
        assert.ok(plain.equals(data), `number ${n}`);
      }),
    );
  },

  "the same bytes are compressed to the same bytes, at any time and by any instance (row 55)": async ({
    compressor,
    create,
  }) => {
    const first = await Promise.all(SAMPLES.map((data) => compressor.compress(Buffer.from(data))));
    const other = await Promise.all(SAMPLES.map((data) => create().compress(Buffer.from(data))));
    await sleep(1050); // A time stamp counts in seconds.
    const later = await Promise.all(SAMPLES.map((data) => compressor.compress(Buffer.from(data))));
    for (const [index, data] of first.entries()) {
      assert.ok(other[index]?.equals(data), `${SAMPLES[index]?.length} bytes by another instance`);
      assert.ok(later[index]?.equals(data), `${SAMPLES[index]?.length} bytes, later`);
    }
  },

  "one instance reads what another wrote": async ({ compressor, create }) => {
    const plain = await create().decompress(await compressor.compress(COMPRESSIBLE));
    assert.ok(plain.equals(COMPRESSIBLE));
  },

  "what is given stays as it was, and a part of a larger buffer is a part": async ({ compressor }) => {
    const larger = Buffer.concat([Buffer.from("before"), COMPRESSIBLE, Buffer.from("after")]);
    const copy = Buffer.from(larger);
    const compressed = await compressor.compress(larger.subarray(6, 6 + COMPRESSIBLE.length));
    assert.ok(larger.equals(copy), "compress must not change what it reads");
    const around = Buffer.concat([Buffer.from("xx"), compressed, Buffer.from("yy")]);
    const before = Buffer.from(around);
    const plain = await compressor.decompress(around.subarray(2, 2 + compressed.length));
    assert.ok(plain.equals(COMPRESSIBLE));
    assert.ok(around.equals(before), "decompress must not change what it reads");
  },

  "what is not of its format comes back as it is (row 28)": async ({ compressor }) => {
    for (const text of [
      "",
      "a",
      '"text"',
      '{"a":1}',
      "null",
      "\x80abc",
      "x".repeat(1000),
      JSON.stringify([1.5, "ü"]),
    ]) {
      const data = Buffer.from(text, "latin1");
      assert.ok((await compressor.decompress(data)).equals(data), JSON.stringify(text.slice(0, 20)));
    }
    assert.ok((await compressor.decompress(COMPRESSIBLE)).equals(COMPRESSIBLE));
  },
};
