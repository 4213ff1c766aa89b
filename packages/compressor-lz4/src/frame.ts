import { damagedError, tooLargeError } from "@coffer/compressor-kit";

const MAGIC = 0x184d2204;
/** The position of the flags, after the magic number. The size of the blocks follows them. */
const FLAGS_AT = 4;

const BLOCK_CHECKSUMS = 0x10;
const CONTENT_SIZE = 0x08;
const CONTENT_CHECKSUM = 0x04;
const DICTIONARY = 0x01;

/** The bit in the size of a block that says that the block is not compressed. */
const STORED = 0x80000000;
/** The most bytes that one byte can inflate to. */
const EXPANSION = 255;
/** How far the estimate may exceed the limit: by the last block of a frame without a content size. */
const LARGEST_BLOCK = 4 * 2 ** 20;

/** What the headers of a frame contain. */
interface Frame {
  /** The frame without the bytes after it, which Python ignores, too. */
  readonly bytes: Buffer;
  /** How many bytes it inflates to, or at most. */
  readonly size: number;
}

export function isFrame(data: Buffer): boolean {
  return data.length >= FLAGS_AT && data.readUInt32LE(0) === MAGIC;
}

/**
 * Reads the headers of a frame before it is inflated, since the library inflates without a limit.
 *
 * @throws an error with the code ERR_TOO_LARGE if the headers show that the frame inflates to more than `limit` bytes; others if it ends too
 * early or needs a dictionary.
 */
export function readFrame(data: Buffer, limit: number): Frame {
  const flags = byteAt(data, FLAGS_AT);
  const blockSize = 2 ** (8 + 2 * ((byteAt(data, FLAGS_AT + 1) >> 4) & 7));
  if ((flags & DICTIONARY) !== 0)
    throw new Error("the lz4 frame needs a dictionary, and there is no option to name one");
  const hasSize = (flags & CONTENT_SIZE) !== 0;
  const size = hasSize ? Number(take(data, FLAGS_AT + 2, 8).readBigUInt64LE()) : undefined;
  if (size !== undefined && size > limit)
    throw tooLargeError(`the value would inflate to ${size} bytes,`, limit);
  let position = FLAGS_AT + 3 + (hasSize ? 8 : 0);
  let most = 0;
  for (;;) {
    const word = take(data, position, 4).readUInt32LE();
    position += 4;
    if (word === 0) break;
    const length = word % STORED;
    most += word >= STORED ? length : Math.min(blockSize, length * EXPANSION);
    if (most > limit + LARGEST_BLOCK) throw tooLargeError("the value would inflate to", limit);
    position += length + ((flags & BLOCK_CHECKSUMS) !== 0 ? 4 : 0);
  }
  if ((flags & CONTENT_CHECKSUM) !== 0) position += 4;
  return { bytes: take(data, 0, position), size: size ?? most };
}

function byteAt(data: Buffer, position: number): number {
  return take(data, position, 1)[0] as number;
}

function take(data: Buffer, position: number, length: number): Buffer {
  if (position + length > data.length) throw damagedError("lz4 frame", "it ends too early");
  return data.subarray(position, position + length);
}
