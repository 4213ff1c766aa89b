import type { Zstd } from "./zstd.js";

const TEXT_LENGTH = 32 * 1024;
/** Magic number, descriptor and window. */
const FRAME_HEADER = 6;
const BLOCK_HEADER = 3;
const COMPRESSED = 2;
/** Of the literals' header, by its size format. */
const LITERALS_HEADER = [3, 3, 4, 5] as const;

/**
 * A Huffman table for these bytes in a dictionary's format. zstd writes it: it compresses a text that contains each
 * byte in proportion to its share, without repetitions, and the table is cut out of the frame.
 */
export function literalTable(zstd: Zstd, counts: Uint32Array): Buffer {
  return (
    cutTable(zstd, counts) ??
    // All bytes are about equally frequent, so no table would help; this one does no harm.
    (cutTable(
      zstd,
      Uint32Array.from(counts, (_, byte) => (byte >= 0x20 && byte < 0x80 ? 16 : 1)),
    ) as Buffer)
  );
}

function cutTable(zstd: Zstd, counts: Uint32Array): Buffer | undefined {
  const context = new zstd.CCtx();
  const { compressionLevel, contentSizeFlag, windowLog, minMatch } = zstd.CParameter;
  for (const [parameter, value] of [
    [compressionLevel, 1],
    [contentSizeFlag, 0],
    [windowLog, 16],
    [minMatch, 7],
  ] as const) {
    context.setParameter(parameter, value);
  }
  const text = textOf(counts);
  const frame = Buffer.alloc(zstd.compressBound(text.length));
  frame.fill(0, context.compress2(frame, text));
  const blockType = ((frame[FRAME_HEADER] as number) >> 1) & 3;
  const literals = FRAME_HEADER + BLOCK_HEADER;
  const first = frame[literals] as number;
  if (blockType !== COMPRESSED || (first & 3) !== COMPRESSED) return undefined;
  const table = literals + (LITERALS_HEADER[(first >> 2) & 3] as number);
  const length = frame[table] as number;
  // From 128 on the table would be of another kind, for texts without the upper half of the bytes.
  return length < 128 ? frame.subarray(table, table + 1 + length) : undefined;
}

/** Every byte at least once, none so often that it would repeat itself, shuffled in the same way every time. */
function textOf(counts: Uint32Array): Buffer {
  const sum = counts.reduce((a, b) => a + b, 0) || 1;
  const bytes = Array.from(
    counts,
    (count) => 1 + Math.floor((Math.min(count, sum / 4) * TEXT_LENGTH) / sum),
  ).flatMap((times, byte) => Array<number>(times).fill(byte));
  let state = 1;
  for (let left = bytes.length - 1; left > 0; left--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (left + 1));
    [bytes[left], bytes[other]] = [bytes[other] as number, bytes[left] as number];
  }
  return Buffer.from(bytes);
}
