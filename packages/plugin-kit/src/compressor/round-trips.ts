import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cases } from "../suite/cases.js";
import type { CompressorContext } from "./compressor-context.js";
import { compressible, samples } from "./samples.js";

export const roundTrips: Cases<CompressorContext> = {
  "bytes of any size come back": async ({ compressor }) => {
    for (const data of samples()) {
      const compressed = await compressor.compress(Buffer.from(data));
      assert.ok(Buffer.isBuffer(compressed), "compress must return a Buffer");
      const plain = await compressor.decompress(compressed);
      assert.ok(Buffer.isBuffer(plain), "decompress must return a Buffer");
      assert.ok(plain.equals(data), `${data.length} bytes`);
    }
  },

  "repetitive data gets smaller": async ({ compressor }) => {
    const data = compressible();
    const { length } = await compressor.compress(data);
    assert.ok(length < data.length, `${length} of ${data.length} bytes`);
  },

  "concurrent calls each return their own result": async ({ compressor }) => {
    await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const data = Buffer.from(JSON.stringify({ n, text: `${n} `.repeat(n % 5 ? 50 : 20_000) }));
        const plain = await compressor.decompress(await compressor.compress(data));
        assert.ok(plain.equals(data), `number ${n}`);
      }),
    );
  },

  "the same input gives the same bytes, at any time and by any instance": async ({ compressor, create }) => {
    const sizes = samples().map((data) => data.length);
    const first = await Promise.all(samples().map((data) => compressor.compress(data)));
    const other = await Promise.all(samples().map((data) => create().compress(data)));
    await sleep(1050); // A timestamp in the output would change every second.
    const later = await Promise.all(samples().map((data) => compressor.compress(data)));
    for (const [index, data] of first.entries()) {
      assert.ok(other[index]?.equals(data), `${sizes[index]} bytes by another instance`);
      assert.ok(later[index]?.equals(data), `${sizes[index]} bytes, later`);
    }
  },

  "an instance reads what another instance wrote": async ({ compressor, create }) => {
    const plain = await create().decompress(await compressor.compress(compressible()));
    assert.ok(plain.equals(compressible()));
  },

  "the input is not changed, and may be a part of a larger buffer": async ({ compressor }) => {
    const data = compressible();
    const larger = Buffer.concat([Buffer.from("before"), data, Buffer.from("after")]);
    const copy = Buffer.from(larger);
    const compressed = await compressor.compress(larger.subarray(6, 6 + data.length));
    assert.ok(larger.equals(copy), "compress must not change its input");
    const around = Buffer.concat([Buffer.from("xx"), compressed, Buffer.from("yy")]);
    const before = Buffer.from(around);
    const plain = await compressor.decompress(around.subarray(2, 2 + compressed.length));
    assert.ok(plain.equals(data));
    assert.ok(around.equals(before), "decompress must not change its input");
  },

  "bytes of another format are returned as they are": async ({ compressor }) => {
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
    assert.ok((await compressor.decompress(compressible())).equals(compressible()));
  },
};
