import { createHash } from "node:crypto";
import { codeTable } from "./code-table.js";
import { literalTable } from "./literal-table.js";
import { measureSequences } from "./measure-sequences.js";
import { selectContent } from "./select-content.js";
import type { Zstd } from "./zstd.js";

/** The segment lengths to try; short ones suit small values, long ones suit large values. */
const SEGMENTS = [32, 64, 128, 256, 512, 1024];
const LEVEL = 3;
const FEWEST_SAMPLES = 10;
const SMALLEST_SIZE = 256;
/** The maximum reach of an offset beyond the dictionary within the first block of a value. */
const FIRST_BLOCK = 128 * 1024;
/** Numbers below are reserved for a registry, and so are those from 2 ** 31 on. */
const FIRST_ID = 32_768;

/**
 * Trains a dictionary for the option `DICTIONARY` with typical serialized values: some thousand of them, or a hundred
 * times `size` in total. Takes seconds; the same samples give the same bytes.
 * @param zstd the library of the application.
 * @param size in bytes, of the dictionary; 16 KB are enough for values of one kind.
 * @throws RangeError for fewer than 10 samples, for less text than `size`, and for a size below 256.
 */
export function trainDictionary(zstd: Zstd, samples: readonly Buffer[], size: number): Buffer {
  if (!Number.isInteger(size) || size < SMALLEST_SIZE) {
    throw new RangeError(`size must be a whole number of bytes from ${SMALLEST_SIZE} up, got ${size}`);
  }
  const text = Buffer.concat(samples);
  if (samples.length < FEWEST_SAMPLES || text.length < size) {
    const given = `got ${samples.length} samples of ${text.length} bytes together`;
    throw new RangeError(
      `a dictionary of ${size} bytes needs at least ${FEWEST_SAMPLES} samples and as many bytes, ${given}`,
    );
  }
  const candidates = SEGMENTS.filter((segment) => segment * 4 <= size).map((segment) => {
    const dictionary = build(zstd, text, samples, size, segment);
    return { dictionary, total: compressedSize(zstd, samples, dictionary) };
  });
  return candidates.reduce((best, each) => (each.total < best.total ? each : best)).dictionary;
}

function build(zstd: Zstd, text: Buffer, samples: readonly Buffer[], size: number, segment: number): Buffer {
  // The tables take some 150 bytes; they depend on the content, so they are computed again with their exact length.
  let header: Buffer = Buffer.alloc(200);
  let content = selectContent(text, size - header.length, segment);
  header = headerOf(zstd, content, samples);
  content = selectContent(text, size - header.length, segment);
  header = headerOf(zstd, content, samples);
  return Buffer.concat([header, content]);
}

function headerOf(zstd: Zstd, content: Buffer, samples: readonly Buffer[]): Buffer {
  const { literals, offsets, matchLengths, literalLengths } = measureSequences(content, samples);
  const offsetCodes = 32 - Math.clz32(content.length + FIRST_BLOCK);
  const fixed = Buffer.alloc(8);
  fixed.writeUInt32LE(zstd.MAGIC_DICTIONARY, 0);
  const hash = createHash("sha256").update(content).digest().readUInt32LE(0);
  fixed.writeUInt32LE(FIRST_ID + (hash % (2 ** 31 - FIRST_ID)), 4);
  const repeated = Buffer.alloc(12);
  for (const [index, offset] of [1, 4, 8].entries()) repeated.writeUInt32LE(offset, index * 4);
  return Buffer.concat([
    fixed,
    literalTable(zstd, literals),
    codeTable(offsets.subarray(0, offsetCodes), 8),
    codeTable(matchLengths, 9),
    codeTable(literalLengths, 9),
    repeated,
  ]);
}

function compressedSize(zstd: Zstd, samples: readonly Buffer[], dictionary: Buffer): number {
  const prepared = new zstd.CDict(dictionary, LEVEL);
  const context = new zstd.CCtx();
  let total = 0;
  for (const sample of samples) {
    total += context.compressUsingCDict(
      Buffer.allocUnsafe(zstd.compressBound(sample.length)),
      sample,
      prepared,
    );
  }
  return total;
}
