import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Codec } from "@coffer/backend-redis";
import { createCaches } from "@coffer/cache-core";
import { ZstdCompressor } from "@coffer/compressor-zstd";
import { JsonSerializer } from "@coffer/serializer-json";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import native from "zstd-napi/binding.js";
import { users } from "../../../test/fixtures/users.js";

const folder = mkdtempSync(join(tmpdir(), "coffer-dictionary-"));
afterAll(() => rmSync(folder, { recursive: true }));

// Trained by `coffer train-dictionary` from a thousand values like those of `users`.
const [old, current] = ["old", "current"].map((name) =>
  fileURLToPath(new URL(`../../../test/fixtures/dictionaries/${name}.dict`, import.meta.url)),
) as [string, string];
const values = users(200, 99);
const idOf = (file: string) => native.getDictIDFromDict(readFileSync(file));
const [oldId, currentId] = [idOf(old), idOf(current)];

const size = (buffers: readonly Buffer[]) => buffers.reduce((sum, { length }) => sum + length, 0);

test("small values of one kind get less than half as long", () => {
  const without = values.map((value) => new ZstdCompressor().compress(value) as Buffer);
  const compressor = new ZstdCompressor({ DICTIONARY: current });
  const stored = values.map((value) => compressor.compress(value) as Buffer);
  expect(size(values) / size(without)).toBeLessThan(1.4);
  expect(size(values) / size(stored)).toBeGreaterThan(2.5);
  expect(stored.map((frame) => compressor.decompress(frame))).toEqual(values);
});

test("a value names its dictionary, and large values use it in a thread", async () => {
  const compressor = new ZstdCompressor({ DICTIONARY: current });
  for (const value of [
    values[0] as Buffer,
    Buffer.concat(values),
    Buffer.concat(Array(10).fill(Buffer.concat(values))),
  ]) {
    const frame = await compressor.compress(value);
    expect(native.getDictIDFromFrame(frame)).toBe(currentId);
    expect(value.equals(await compressor.decompress(frame))).toBe(true);
  }
});

test("the first of a list is for writing, all are for reading; values without a dictionary can be read too", () => {
  const [value] = values as [Buffer];
  const both = new ZstdCompressor({ DICTIONARY: [current, old] });
  expect(native.getDictIDFromFrame(both.compress(value) as Buffer)).toBe(currentId);
  const written = new ZstdCompressor({ DICTIONARY: old }).compress(value) as Buffer;
  expect(native.getDictIDFromFrame(written)).toBe(oldId);
  expect(both.decompress(written)).toEqual(value);
  expect(both.decompress(new ZstdCompressor().compress(value) as Buffer)).toEqual(value);
});

test("a missing dictionary is named", async () => {
  const [value] = values as [Buffer];
  const large = Buffer.concat(Array(10).fill(Buffer.concat(values)));
  for (const each of [value, large]) {
    const written = await new ZstdCompressor({ DICTIONARY: old }).compress(each);
    for (const [options, named] of [
      [{}, "none"],
      [{ DICTIONARY: current }, `only ${currentId}`],
    ] as const) {
      const codec = new Codec(new JsonSerializer(), new ZstdCompressor(options));
      await expect((async () => codec.decode(written))()).rejects.toMatchObject({
        name: "CompressorError",
        message: `a stored value cannot be decompressed: the value needs the dictionary number ${oldId}, and DICTIONARY names ${named}: add its file to the list`,
      });
    }
  }
});

test("paths may be absolute, from the working directory, or file: URLs", () => {
  for (const DICTIONARY of [current, relative(process.cwd(), current), pathToFileURL(current).href]) {
    expect(() => new ZstdCompressor({ DICTIONARY })).not.toThrow();
  }
});

describe("files that are not dictionaries are rejected when the settings are read", () => {
  const file = (name: string, bytes: string | Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  test.each([
    ["a file that is missing", () => join(folder, "none.dict"), /none\.dict cannot be read \(ENOENT\)$/],
    [
      "a text",
      () => file("text", "some text, not a dictionary"),
      /text is not a zstd dictionary; coffer train-dictionary/,
    ],
    ["an empty file", () => file("empty", ""), /empty is not a zstd dictionary/],
    ["a truncated dictionary", () => file("cut", readFileSync(old).subarray(0, 60)), /cut is a damaged/],
    [
      "the same one twice",
      () => [old, old],
      /have the same number, \d+, by which values name their dictionary: give one of them$/,
    ],
    ["a number", () => 7, /^DICTIONARY must be the path of a file or a list of paths$/],
    ["a list with an empty path", () => [""], /^DICTIONARY must be the path/],
  ])("%s", (_, option, message) => {
    expect(() => new ZstdCompressor({ DICTIONARY: option() as string })).toThrow(message);
  });

  test("by createCaches, with the cache's name", async () => {
    const failed = createCaches({
      CACHES: {
        default: {
          LOCATION: "redis://127.0.0.1:1",
          OPTIONS: {
            CLIENT_CLASS: "@coffer/client-default",
            CONNECTION_FACTORY: "@coffer/connection-ioredis",
            SERIALIZER: JsonSerializer,
            COMPRESSOR: ZstdCompressor,
            DICTIONARY: join(folder, "none.dict"),
          },
        },
      },
    });
    await expect(failed).rejects.toThrow(/none\.dict cannot be read/);
  });
});

test("values come back with a dictionary", () => {
  const compressor = new ZstdCompressor({ DICTIONARY: current, COMPRESSOR_MIN_LENGTH: 0 });
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 500 }),
        fc.json().map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        const data = Buffer.from(bytes);
        expect(compressor.decompress(compressor.compress(data) as Buffer)).toEqual(data);
      },
    ),
  );
});
