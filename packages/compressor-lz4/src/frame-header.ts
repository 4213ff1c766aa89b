import { damagedError } from "./damaged-error.js";
import { xxh32 } from "./xxh32.js";

const MAGIC = 0x184d2204;
/** Where the flags are, behind the magic number. */
const FLAGS_AT = 4;
/** As Python writes it: version 1, independent blocks, the content size is present, no checksums. */
const OUR_FLAGS = 0x68;
/** Blocks of up to 64 KB. */
const OUR_BLOCKS = 0x40;
const OUR_LENGTH = 15;

const VERSION = 0xc0;
const VERSION_1 = 0x40;
const INDEPENDENT_BLOCKS = 0x20;
const BLOCK_CHECKSUMS = 0x10;
const CONTENT_SIZE = 0x08;
const CONTENT_CHECKSUM = 0x04;
const RESERVED = 0x02;
const DICTIONARY = 0x01;
/** The bits of the block descriptor that have to be zero. */
const RESERVED_BLOCKS = 0x8f;

export interface FrameHeader {
  /** In bytes: where the first block begins. */
  readonly length: number;
  /** What one block may inflate to. */
  readonly blockSize: number;
  /** What all of it inflates to; most writers, not all, say so. */
  readonly contentSize: number | undefined;
  /** Whether blocks look back into those before them. */
  readonly linked: boolean;
  readonly blockChecksums: boolean;
  readonly contentChecksum: boolean;
}

export function isFrame(data: Buffer): boolean {
  return data.length >= FLAGS_AT && data.readUInt32LE(0) === MAGIC;
}

/** The header of a frame that inflates to `contentSize` bytes. */
export function writeFrameHeader(contentSize: number): Buffer {
  const header = Buffer.alloc(OUR_LENGTH);
  header.writeUInt32LE(MAGIC, 0);
  header[FLAGS_AT] = OUR_FLAGS;
  header[FLAGS_AT + 1] = OUR_BLOCKS;
  header.writeBigUInt64LE(BigInt(contentSize), FLAGS_AT + 2);
  header[OUR_LENGTH - 1] = checksumOf(header);
  return header;
}

/** @throws an error for a header that is cut short, contradicts its checksum or asks for what the format does not have. */
export function readFrameHeader(data: Buffer): FrameHeader {
  const flags = data[FLAGS_AT] ?? 0;
  const blocks = data[FLAGS_AT + 1] ?? 0;
  const hasSize = (flags & CONTENT_SIZE) !== 0;
  const hasDictionary = (flags & DICTIONARY) !== 0;
  const length = FLAGS_AT + 3 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0);
  if (data.length < length) throw damagedError("it ends within its header");
  if (data[length - 1] !== checksumOf(data.subarray(0, length))) {
    throw damagedError("the checksum of its header is wrong");
  }
  const isKnown = (flags & VERSION) === VERSION_1 && (flags & RESERVED) === 0;
  if (!isKnown || (blocks & RESERVED_BLOCKS) !== 0 || blocks < OUR_BLOCKS) {
    throw damagedError("its header asks for what the format does not have");
  }
  if (hasDictionary) throw new Error("the lz4 frame needs a dictionary, and there is no option to name one");
  return {
    length,
    blockSize: 2 ** (8 + 2 * (blocks >> 4)),
    contentSize: hasSize ? Number(data.readBigUInt64LE(FLAGS_AT + 2)) : undefined,
    linked: (flags & INDEPENDENT_BLOCKS) === 0,
    blockChecksums: (flags & BLOCK_CHECKSUMS) !== 0,
    contentChecksum: (flags & CONTENT_CHECKSUM) !== 0,
  };
}

/** The second byte of the hash of all between the magic number and the last byte, which holds it. */
function checksumOf(header: Buffer): number {
  return (xxh32(header.subarray(FLAGS_AT, -1)) >>> 8) & 0xff;
}
