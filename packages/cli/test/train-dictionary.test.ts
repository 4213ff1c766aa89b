import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ZstdCompressor } from "@coffer/compressor-zstd";
import { afterAll, expect, test } from "vitest";
import native from "zstd-napi/binding.js";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { users } from "../../../test/fixtures/users.js";
import { trainDictionary } from "../src/training/train-dictionary.js";

const withoutCommand = spawnSync("zstd", ["--version"]).status !== 0;
if (withoutCommand) console.warn("skipped: dictionaries of the zstd command, which is not installed");

const folder = mkdtempSync(join(tmpdir(), "coffer-training-"));
afterAll(() => rmSync(folder, { recursive: true }));

const train = (samples: readonly Buffer[], size: number) => trainDictionary(native, samples, size);

test("returns the same bytes for the same samples, at most the requested size, as a dictionary with a number", () => {
  const samples = users(150, 5);
  for (const limit of [256, 1000, 16_384]) {
    const dictionary = train(samples, limit);
    expect(dictionary).toEqual(train(samples, limit));
    expect(dictionary.length).toBeLessThanOrEqual(limit);
    expect(native.getDictIDFromDict(dictionary)).toBeGreaterThanOrEqual(32_768);
    expect(new native.CDict(dictionary, 3).getDictID()).toBe(native.getDictIDFromDict(dictionary));
    expect(new native.DDict(dictionary).getDictID()).toBe(native.getDictIDFromDict(dictionary));
  }
});

test("trains with any input: random bytes, one byte, empty samples", () => {
  const noise = Array.from({ length: 60 }, (_, n) =>
    Buffer.from(
      Array.from({ length: 300 }, (__, index) => Math.imul((n * 300 + index) ** 2, 2_654_435_761) >>> 24),
    ),
  );
  for (const samples of [
    noise,
    Array<Buffer>(200).fill(Buffer.from("x".repeat(50))),
    [...users(100, 7), ...Array<Buffer>(9).fill(Buffer.alloc(0))],
  ]) {
    const dictionary = train(samples, 4096);
    expect(new native.CDict(dictionary, 3).getDictID()).toBe(native.getDictIDFromDict(dictionary));
  }
});

test("requires enough samples, and a valid size", () => {
  expect(() => train(users(9, 8), 256)).toThrow(/needs at least 10 samples and as many bytes, got 9 samples/);
  expect(() => train(users(20, 8), 16_384)).toThrow(RangeError);
  for (const wrong of [0, 255, 1.5, Number.NaN]) {
    expect(() => train(users(100, 8), wrong)).toThrow("size must be a whole number");
  }
});

test.skipIf(withoutCommand)("a dictionary of the zstd command can be read, and ours is hardly worse", () => {
  const theirs = join(folder, "theirs.dict");
  const ours = join(folder, "ours-too.dict");
  // Training takes as long as the samples are many, and so does starting the command with them.
  const samples = users(ALL ? 2000 : 700, 3);
  const files = samples.map((sample, index) => {
    writeFileSync(join(folder, `sample-${index}`), sample);
    return join(folder, `sample-${index}`);
  });
  execFileSync("zstd", ["-q", "--train", ...files, "--maxdict=8192", "-o", theirs]);
  writeFileSync(ours, train(samples, 8192));
  expect(readFileSync(ours).length).toBeLessThanOrEqual(8192);
  const values = users(500, 4);
  const [theirSize, ourSize] = [theirs, ours].map((DICTIONARY) => {
    const compressor = new ZstdCompressor({ DICTIONARY });
    const stored = values.map((value) => compressor.compress(value) as Buffer);
    expect(stored.map((frame) => compressor.decompress(frame))).toEqual(values);
    return stored.reduce((sum, { length }) => sum + length, 0);
  }) as [number, number];
  expect(ourSize).toBeLessThan(theirSize * 1.1);
});
