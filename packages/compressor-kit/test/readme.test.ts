import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Compressor } from "@coffer/cache-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

type Example = new (options?: {
  readonly MAX_VALUE_BYTES?: number;
  readonly COMPRESSOR_MIN_LENGTH?: number;
}) => Compressor;

/** Tests the compressor of the README, which has only what the kit provides. */
let folder: string;
let BrotliCompressor: Example;

beforeAll(async () => {
  const [, program = ""] = /^```js\n(.*?)^```/ms.exec(readFileSync(join(PACKAGE, "README.md"), "utf8")) ?? [];
  folder = mkdtempSync(join(tmpdir(), "coffer-compressor-"));
  symlinkSync(join(PACKAGE, "../../node_modules"), join(folder, "node_modules"));
  const file = join(folder, "brotli.mjs");
  writeFileSync(file, program);
  ({ BrotliCompressor } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    BrotliCompressor: Example;
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a compressor on the kit", () => {
  const long = Buffer.alloc(5000, "ab");

  it("returns short values and incompressible ones unchanged", () => {
    const compressor = new BrotliCompressor();
    const short = Buffer.alloc(100, "a");
    expect(compressor.compress(short)).toBe(short);
    expect(compressor.compress(Buffer.alloc(101, "a"))).not.toHaveLength(101);
    expect(new BrotliCompressor({ COMPRESSOR_MIN_LENGTH: 5000 }).compress(long)).toBe(long);
    const noise = Buffer.from(
      Array.from({ length: 200 }, (_, index) => Math.imul(index * index, 2_654_435_761) >>> 24),
    );
    expect(compressor.compress(noise)).toBe(noise);
  });

  it("decompresses its own output, values that look compressed, and bytes of another format", () => {
    const compressor = new BrotliCompressor();
    const packed = compressor.compress(long) as Buffer;
    expect(packed.length).toBeLessThan(100);
    expect(long.equals(compressor.decompress(packed) as Buffer)).toBe(true);
    const looks = Buffer.from("1b627200", "hex");
    expect(compressor.decompress(compressor.compress(looks) as Buffer)).toEqual(looks);
    const other = Buffer.from("{}");
    expect(compressor.decompress(other)).toBe(other);
  });

  it("rejects values that are too large or damaged", () => {
    const packed = new BrotliCompressor().compress(long) as Buffer;
    expect(() => new BrotliCompressor({ MAX_VALUE_BYTES: 4999 }).decompress(packed)).toThrow(
      "the value would inflate to more than MAX_VALUE_BYTES allows, which is 4999",
    );
    expect(() => new BrotliCompressor().decompress(packed.subarray(0, 10))).toThrow(
      "the brotli stream is damaged or truncated",
    );
  });
});
