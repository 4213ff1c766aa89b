import { execFileSync, spawnSync } from "node:child_process";
import { LzmaCompressor } from "@coffer/compressor-lzma";
import { describe, expect, test } from "vitest";

const missing = spawnSync("python3", ["-c", "import lzma"]).status !== 0;
if (missing) console.warn("skipped: what Python makes of our xz, since there is no python3 with lzma here");

const READ = `
import json, lzma, sys
print(json.dumps([lzma.decompress(bytes.fromhex(data)).hex() for data in json.load(sys.stdin)]))
`;

const WRITE = `
import json, lzma, sys
streams = []
for data in json.load(sys.stdin):
    data = bytes.fromhex(data)
    streams += [lzma.compress(data, **options).hex() for options in (
        {"preset": 4}, {"preset": 0}, {"preset": 9}, {"check": lzma.CHECK_SHA256}, {"check": lzma.CHECK_NONE},
        {"format": lzma.FORMAT_ALONE}, {"format": lzma.FORMAT_ALONE, "preset": 9},
        {"filters": [{"id": lzma.FILTER_DELTA, "dist": 2}, {"id": lzma.FILTER_LZMA2}]},
    )]
print(json.dumps(streams))
`;

function python(script: string, input: Buffer[]): Buffer[] {
  const output = execFileSync("python3", ["-c", script], {
    input: JSON.stringify(input.map((data) => data.toString("hex"))),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return (JSON.parse(output) as string[]).map((hex) => Buffer.from(hex, "hex"));
}

describe.skipIf(missing)("Python (rows 57, 341)", () => {
  const values = [
    ...[20, 100, 5000, 60_000].map((length) => Buffer.from(JSON.stringify("héllo".repeat(length)))),
    Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 10_007).join()),
  ];

  test("reads what we write, whatever the length and preset", async () => {
    for (const COMPRESSOR_LEVEL of [0, 3, 4, 9]) {
      const compressor = new LzmaCompressor({ COMPRESSOR_LEVEL });
      const stored = await Promise.all(values.map((value) => compressor.compress(value)));
      expect(stored.every((stream) => stream[0] === 0xfd)).toBe(true);
      expect(python(READ, stored)).toEqual(values);
    }
  });

  test("writes what we read, with any of its options", async () => {
    const compressor = new LzmaCompressor({ MAX_VALUE_BYTES: 2 ** 20 });
    const streams = python(WRITE, values);
    const perValue = streams.length / values.length;
    for (const [index, stream] of streams.entries()) {
      const value = values[Math.floor(index / perValue)] as Buffer;
      expect(value.equals(await compressor.decompress(stream)), `stream ${index}`).toBe(true);
    }
  });
});
