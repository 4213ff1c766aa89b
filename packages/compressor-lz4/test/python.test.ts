import { execFileSync, spawnSync } from "node:child_process";
import { Lz4Compressor } from "@coffer/compressor-lz4";
import { describe, expect, test } from "vitest";

// By its full path: that is the Python which Debian's packages are for.
const PYTHON = "/usr/bin/python3";
const missing = spawnSync(PYTHON, ["-c", "import lz4.frame"]).status !== 0;
if (missing) {
  console.warn(
    `skipped: what Python makes of our lz4, since ${PYTHON} cannot import lz4 (Debian: python3-lz4)`,
  );
}

const READ = `
import json, lz4.frame, sys
print(json.dumps([lz4.frame.decompress(bytes.fromhex(data)).hex() for data in json.load(sys.stdin)]))
`;

const WRITE = `
import json, lz4.frame, sys
frames = []
for data in json.load(sys.stdin):
    data = bytes.fromhex(data)
    frames += [lz4.frame.compress(data, **options).hex() for options in (
        {}, {"compression_level": 9}, {"block_linked": False}, {"store_size": False},
        {"content_checksum": True}, {"block_checksum": True}, {"block_size": lz4.frame.BLOCKSIZE_MAX4MB},
    )]
print(json.dumps(frames))
`;

function python(script: string, input: Buffer[]): Buffer[] {
  const output = execFileSync(PYTHON, ["-c", script], {
    input: JSON.stringify(input.map((data) => data.toString("hex"))),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return (JSON.parse(output) as string[]).map((hex) => Buffer.from(hex, "hex"));
}

describe.skipIf(missing)("Python (rows 58, 341)", () => {
  const compressor = new Lz4Compressor({ MAX_VALUE_BYTES: 2 ** 26, COMPRESSOR_MIN_LENGTH: 0 });
  const values = [
    ...[10, 100, 5000, 60_000, 300_000].map((length) => Buffer.from(JSON.stringify("héllo".repeat(length)))),
    Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 10_007).join()),
  ];

  test("reads what we write, whatever the length", async () => {
    const stored = await Promise.all(values.map((value) => compressor.compress(value)));
    expect(stored.every((frame) => frame.readUInt32LE(0) === 0x184d2204)).toBe(true);
    // toEqual takes seconds for buffers of a megabyte.
    const read = python(READ, stored);
    expect(values.map((value, index) => value.equals(read[index] as Buffer))).toEqual(values.map(() => true));
  });

  test("writes what we read, with any of its options", async () => {
    const frames = python(WRITE, values);
    const perValue = frames.length / values.length;
    for (const [index, frame] of frames.entries()) {
      const value = values[Math.floor(index / perValue)] as Buffer;
      expect(value.equals(await compressor.decompress(frame)), `frame ${index}`).toBe(true);
    }
  });
});
