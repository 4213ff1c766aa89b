import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Codec } from "@coffer/backend-redis";
import { createCaches } from "@coffer/cache-core";
import { trainDictionary, ZstdCompressor } from "@coffer/compressor-zstd";
import { JsonSerializer } from "@coffer/serializer-json";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import native from "zstd-napi/binding.js";
import { users } from "./users.js";

const folder = mkdtempSync(join(tmpdir(), "coffer-dictionary-"));
afterAll(() => rmSync(folder, { recursive: true }));

const old = join(folder, "old.dict");
const current = join(folder, "current.dict");
const values = users(200, 99);
const idOf = (bytes: Buffer) => native.getDictIDFromDict(bytes);
let oldId: number;
let currentId: number;

beforeAll(() => {
  const dictionaries = [
    trainDictionary(users(1000, 1), 4096),
    trainDictionary(users(1000, 2), 8192),
  ] as const;
  [oldId, currentId] = [idOf(dictionaries[0]), idOf(dictionaries[1])];
  writeFileSync(old, dictionaries[0]);
  writeFileSync(current, dictionaries[1]);
});

const size = (buffers: readonly Buffer[]) => buffers.reduce((sum, { length }) => sum + length, 0);

test("small values of one kind get less than half as long", () => {
  const without = values.map((value) => new ZstdCompressor().compress(value) as Buffer);
  const compressor = new ZstdCompressor({ DICTIONARY: current });
  const stored = values.map((value) => compressor.compress(value) as Buffer);
  expect(size(values) / size(without)).toBeLessThan(1.4);
  expect(size(values) / size(stored)).toBeGreaterThan(2.5);
  expect(stored.map((frame) => compressor.decompress(frame))).toEqual(values);
});

test("a value remembers its dictionary, and large ones take it along into a thread", async () => {
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

test("of a list the first is for writing, all are for reading; values without a dictionary are read, too", () => {
  const [value] = values as [Buffer];
  const both = new ZstdCompressor({ DICTIONARY: [current, old] });
  expect(native.getDictIDFromFrame(both.compress(value) as Buffer)).toBe(currentId);
  const written = new ZstdCompressor({ DICTIONARY: old }).compress(value) as Buffer;
  expect(native.getDictIDFromFrame(written)).toBe(oldId);
  expect(both.decompress(written)).toEqual(value);
  expect(both.decompress(new ZstdCompressor().compress(value) as Buffer)).toEqual(value);
});

test("a dictionary that is not there is named", async () => {
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

describe("files that are no dictionaries are refused when the settings are read", () => {
  const file = (name: string, bytes: string | Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  test.each([
    ["a file that is missing", () => join(folder, "none.dict"), /none\.dict cannot be read \(ENOENT\)$/],
    [
      "a text",
      () => file("text", "some text that is no dictionary"),
      /text is not a zstd dictionary; trainDictionary/,
    ],
    ["an empty file", () => file("empty", ""), /empty is not a zstd dictionary/],
    [
      "a dictionary cut short",
      () => file("cut", trainDictionary(users(100, 3), 512).subarray(0, 60)),
      /cut is a damaged/,
    ],
    ["the same one twice", () => [old, old], /have the same number, \d+: values could not tell them apart$/],
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

describe("trainDictionary", () => {
  test("gives the same bytes for the same samples, no more than asked for, as a dictionary with a number", () => {
    for (const limit of [256, 1000, 16_384]) {
      const dictionary = trainDictionary(users(300, 5), limit);
      expect(dictionary).toEqual(trainDictionary(users(300, 5), limit));
      expect(dictionary.length).toBeLessThanOrEqual(limit);
      expect(idOf(dictionary)).toBeGreaterThanOrEqual(32_768);
      expect(new native.CDict(dictionary, 3).getDictID()).toBe(idOf(dictionary));
      expect(new native.DDict(dictionary).getDictID()).toBe(idOf(dictionary));
    }
  });

  test("takes texts as well as bytes", () => {
    const samples = users(100, 6);
    expect(trainDictionary(samples.map(String), 1024)).toEqual(trainDictionary(samples, 1024));
  });

  test("makes a dictionary of anything: noise, one byte, empty samples", () => {
    const noise = Array.from({ length: 200 }, (_, n) =>
      Buffer.from(
        Array.from({ length: 300 }, (__, index) => Math.imul((n * 300 + index) ** 2, 2_654_435_761) >>> 24),
      ),
    );
    for (const samples of [
      noise,
      Array<string>(500).fill("x".repeat(50)),
      [...users(100, 7), ...Array<string>(9).fill("")],
    ]) {
      const dictionary = trainDictionary(samples, 4096);
      expect(new native.CDict(dictionary, 3).getDictID()).toBe(idOf(dictionary));
    }
  });

  test("wants enough samples, and a size that is one", () => {
    expect(() => trainDictionary(users(9, 8), 256)).toThrow(
      /takes at least 10 samples and as many bytes, got 9 samples/,
    );
    expect(() => trainDictionary(users(20, 8), 16_384)).toThrow(RangeError);
    for (const wrong of [0, 255, 1.5, Number.NaN]) {
      expect(() => trainDictionary(users(100, 8), wrong)).toThrow("size must be a whole number");
    }
  });

  test("its dictionaries bring every value back", () => {
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
});
