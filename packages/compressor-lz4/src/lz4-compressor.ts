import { constants } from "node:buffer";
import type { CacheOptions, Compressor, OptionDeclarations } from "@coffer/cache-core";
import lz4 from "lz4-napi";
import { isFrame, readFrameHeader, writeFrameHeader } from "./frame-header.js";
import { OPTIONS } from "./options.js";
import { type Block, type Inflation, readFrame } from "./read-frame.js";
import { tooLargeError } from "./too-large-error.js";

/**
 * Where the thread pool begins, in bytes before compression. Measured on two cores, Node 20, JSON text, microseconds that
 * the event loop is busy, synchronous against pool: to compress 10 KB 9/12, 64 KB 37/17, 256 KB 170/80; to inflate to
 * 64 KB 17/16, 256 KB 89/90, 1 MB 290/330, where the pool at least lets others in between. It costs each value 15 us besides.
 */
const COMPRESS_IN_POOL_FROM = 64 * 1024;
const INFLATE_IN_POOL_FROM = 256 * 1024;

const BLOCK = 64 * 1024;
const END = Buffer.alloc(4);
const STORED = 0x80000000;

/**
 * lz4 frames as Python's `lz4.frame` writes them: with the content size, independent blocks of 64 KB and no checksums.
 * Frames of others are read with whatever they have: linked blocks, larger ones, checksums, no content size.
 */
export class Lz4Compressor implements Compressor {
  static readonly options: OptionDeclarations = OPTIONS;

  /** Values of up to this length stay as they are, longer ones are compressed. The option goes before it. */
  readonly minLength: number = 15;

  readonly #options: CacheOptions;
  readonly #limit: number;

  constructor(options: CacheOptions = {}) {
    this.#options = options;
    this.#limit = Math.min(options.MAX_VALUE_BYTES ?? constants.MAX_LENGTH, constants.MAX_LENGTH);
  }

  /**
   * In the thread pool from 64 KB on. What does not get shorter stays as it is, which saves inflating it.
   */
  compress(data: Buffer): Buffer | Promise<Buffer> {
    // What looks compressed is compressed in any case: left as it is, it would be inflated when it is read.
    const looksCompressed = isFrame(data);
    const minLength = this.#options.COMPRESSOR_MIN_LENGTH ?? this.minLength;
    if (data.length <= minLength && !looksCompressed) return data;
    const finish = (compressed: Buffer[]): Buffer => {
      const frame = frameOf(data, compressed);
      return looksCompressed || frame.length < data.length ? frame : data;
    };
    const blocks = blocksOf(data);
    if (data.length < COMPRESS_IN_POOL_FROM) return finish(blocks.map((block) => lz4.compressSync(block)));
    return Promise.all(blocks.map((block) => lz4.compress(block))).then(finish);
  }

  /**
   * In the thread pool from 256 KB inflated on.
   * @throws an error with the code ERR_TOO_LARGE for what would inflate to more than MAX_VALUE_BYTES, and another for
   * what begins as a frame does and is damaged or cut short, as far as a format without checksums shows it.
   */
  decompress(data: Buffer): Buffer | Promise<Buffer> {
    if (!isFrame(data)) return data;
    const header = readFrameHeader(data);
    const { contentSize } = header;
    if (contentSize !== undefined && contentSize > this.#limit) {
      throw tooLargeError(`the value would inflate to ${contentSize} bytes,`, this.#limit);
    }
    const inflation = readFrame(data, header, this.#limit);
    if ((contentSize ?? data.length) >= INFLATE_IN_POOL_FROM) return inflateInPool(inflation);
    let step = inflation.next();
    while (!step.done) step = inflation.next(inflateSync(step.value));
    return step.value;
  }
}

function inflateSync({ input, dictionary }: Block): Buffer | Error {
  try {
    return lz4.uncompressSync(input, dictionary);
  } catch (error) {
    return error as Error;
  }
}

/** One block after the other: together they would take memory before it is known how much. */
async function inflateInPool(inflation: Inflation): Promise<Buffer> {
  let step = inflation.next();
  while (!step.done) {
    const { input, dictionary } = step.value;
    const part = await lz4.uncompress(input, dictionary).catch((error: Error) => error);
    step = inflation.next(part);
  }
  return step.value;
}

function blocksOf(data: Buffer): Buffer[] {
  if (data.length <= BLOCK) return [data];
  return Array.from({ length: Math.ceil(data.length / BLOCK) }, (_, index) =>
    data.subarray(index * BLOCK, (index + 1) * BLOCK),
  );
}

/** The library puts four bytes before each block, which is just what the frame needs for the size. */
function frameOf(data: Buffer, compressed: Buffer[]): Buffer {
  const parts = [writeFrameHeader(data.length)];
  for (const [index, block] of compressed.entries()) {
    const size = block.length - 4;
    const plain = data.subarray(index * BLOCK, (index + 1) * BLOCK);
    if (size < plain.length) {
      block.writeUInt32LE(size, 0);
      parts.push(block);
    } else {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(STORED + plain.length, 0);
      parts.push(length, plain);
    }
  }
  parts.push(END);
  return Buffer.concat(parts);
}
