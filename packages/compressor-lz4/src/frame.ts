import { damagedError, tooLargeError } from "@coffer/compressor-kit";

const MAGIC = 0x184d2204;
/** Where the flags are, behind the magic number; the size of the blocks comes after them. */
const FLAGS_AT = 4;

const BLOCK_CHECKSUMS = 0x10;
const CONTENT_SIZE = 0x08;
const CONTENT_CHECKSUM = 0x04;
const DICTIONARY = 0x01;

/** In the size of a block: its bytes are as they were. */
const STORED = 0x80000000;
/** So many bytes can come of one. */
const EXPANSION = 255;
/** What a frame may be thought to hold beyond the limit: the last block of one that does not say how much it holds. */
const LARGEST_BLOCK = 4 * 2 ** 20;

/** What the heads of a frame say. */
interface Frame {
  /** Without what follows it, which Python ignores, too. */
  readonly bytes: Buffer;
  /** What it inflates to, in bytes, or the most that it can. */
  readonly size: number;
}

export function isFrame(data: Buffer): boolean {
  return data.length >= FLAGS_AT && data.readUInt32LE(0) === MAGIC;
}

/**
 * Goes through the heads of a frame before it is inflated, since the library inflates all that there is.
 *
 * @throws an error with the code ERR_TOO_LARGE for a frame that says, or can be seen, to hold more than `limit` bytes; others for one
 * that ends too early or needs a dictionary.
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
