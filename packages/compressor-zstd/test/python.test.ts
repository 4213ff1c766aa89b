import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ZstdCompressor } from "@coffer/compressor-zstd";
import { describe, expect, test } from "vitest";
import { users } from "../../../test/fixtures/users.js";

// By its full path: that is the Python which Debian's packages are for. pyzstd, which django-redis uses, is no Debian
// package; this is the other binding of the same library.
const PYTHON = "/usr/bin/python3";
const withoutPython = spawnSync(PYTHON, ["-c", "import zstandard"]).status !== 0;
if (withoutPython) {
  console.warn(
    `skipped: what Python makes of our zstd, since ${PYTHON} cannot import zstandard (python3-zstandard)`,
  );
}

const HEAD = `
import json, sys, zstandard
dictionary = zstandard.ZstdCompressionDict(open(sys.argv[1], "rb").read()) if len(sys.argv) > 1 else None
given = [bytes.fromhex(data) for data in json.load(sys.stdin)]
`;
const READ = `${HEAD}
print(json.dumps([zstandard.ZstdDecompressor(dict_data=dictionary).decompress(data).hex() for data in given]))
`;
const WRITE = `${HEAD}
frames = []
for data in given:
    for options in ({}, {"level": 19}, {"level": -5}, {"write_checksum": True}, {"write_content_size": False}):
        frames.append(zstandard.ZstdCompressor(dict_data=dictionary, **options).compress(data).hex())
    stream = zstandard.ZstdCompressor(dict_data=dictionary).compressobj()
    frames.append((stream.compress(data) + stream.flush()).hex())
print(json.dumps(frames))
`;

function python(script: string, input: Buffer[], dictionary?: string): Buffer[] {
  const output = execFileSync(PYTHON, ["-c", script, ...(dictionary === undefined ? [] : [dictionary])], {
    input: JSON.stringify(input.map((data) => data.toString("hex"))),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return (JSON.parse(output) as string[]).map((hex) => Buffer.from(hex, "hex"));
}

describe.skipIf(withoutPython)("Python (rows 59, 341)", () => {
  const file = fileURLToPath(new URL("../../../test/fixtures/dictionaries/old.dict", import.meta.url));
  const values = [
    ...[10, 100, 5000, 60_000].map((length) => Buffer.from(JSON.stringify("héllo".repeat(length)))),
    Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7919) % 10_007).join()),
    ...users(5, 2),
  ];

  test.each([
    ["without a dictionary", undefined],
    ["with a dictionary of ours", file],
  ])("reads what we write and writes what we read, %s", async (_, dictionary) => {
    const options = dictionary === undefined ? {} : { DICTIONARY: dictionary };
    const compressor = new ZstdCompressor({ ...options, COMPRESSOR_MIN_LENGTH: 0, MAX_VALUE_BYTES: 2 ** 20 });
    const stored = await Promise.all(values.map((value) => compressor.compress(value)));
    expect(stored.every((frame) => frame.readUInt32LE(0) === 0xfd2fb528)).toBe(true);
    expect(python(READ, stored, dictionary)).toEqual(values);

    const frames = python(WRITE, values, dictionary);
    const perValue = frames.length / values.length;
    for (const [index, frame] of frames.entries()) {
      const value = values[Math.floor(index / perValue)] as Buffer;
      expect(value.equals(await compressor.decompress(frame)), `frame ${index}`).toBe(true);
    }
  });
});
