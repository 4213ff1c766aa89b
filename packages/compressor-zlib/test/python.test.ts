import { execFileSync, spawnSync } from "node:child_process";
import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { describe, expect, test } from "vitest";

const missing = spawnSync("python3", ["--version"]).status !== 0;
if (missing) console.warn("skipped: what Python makes of our zlib and gzip, since there is no python3 here");

/** As django-redis does it: what the library cannot inflate is taken as it is. */
const SCRIPT = `
import gzip, json, sys, zlib
READ = {"zlib": (zlib.decompress, zlib.error), "gzip": (gzip.decompress, gzip.BadGzipFile)}
def read(name, data):
    inflate, error = READ[name]
    try:
        return inflate(data)
    except error:
        return data
print(json.dumps([read(name, bytes.fromhex(data)).hex() for name, data in json.load(sys.stdin)]))
`;

describe.skipIf(missing)("Python", () => {
  test.each([
    ["zlib", ZlibCompressor],
    ["gzip", GzipCompressor],
  ])("reads what we write as %s, whatever the length and level (rows 341, 342)", async (name, Compressor) => {
    const texts = [0, 1, 15, 16, 17, 100, 5000, 16_383, 16_384, 300_000].map((length) =>
      "héllo".repeat(length),
    );
    const values = [
      ...texts.map((text) => Buffer.from(JSON.stringify(text))),
      Buffer.from("x^2 is raw text"),
      Buffer.from("80.5"),
    ];
    for (const COMPRESSOR_LEVEL of [0, 1, 6, 9]) {
      const compressor = new Compressor({ COMPRESSOR_LEVEL });
      const stored = await Promise.all(
        values.map(async (value) => (await compressor.compress(value)).toString("hex")),
      );
      const input = JSON.stringify(stored.map((data) => [name, data]));
      const read = JSON.parse(
        execFileSync("python3", ["-c", SCRIPT], { input, encoding: "utf8", maxBuffer: 2 ** 26 }),
      );
      expect(read).toEqual(values.map((value) => value.toString("hex")));
    }
  });
});
