import type { OptionDeclarations } from "@coffer/cache-core";
import { BaseCompressor, damagedError, minLengthOption, tooLargeError } from "@coffer/compressor-kit";
import lz4 from "lz4-napi";
import { isFrame, readFrame } from "./frame.js";

/**
 * From how many bytes before compression the thread pool is used. Measured on two cores, Node 20, JSON text:
 * microseconds that the event loop is busy, synchronous against pool: to compress 10 KB 9/12, 64 KB 37/17, 256 KB
 * 170/80; to inflate to 64 KB 17/16, 256 KB 89/90, 1 MB 290/330, where the pool at least does not block the event
 * loop. The pool also costs each value 15 us.
 */
const COMPRESS_IN_POOL_FROM = 64 * 1024;
const INFLATE_IN_POOL_FROM = 256 * 1024;

/**
 * Writes lz4 frames with lz4-napi: independent blocks, no checksums. Reads frames of other writers, such as Python's, with linked blocks,
 * larger blocks, checksums and a content size. There is no level, since the library has only one.
 */
export class Lz4Compressor extends BaseCompressor {
  static readonly options: OptionDeclarations = { COMPRESSOR_MIN_LENGTH: minLengthOption(15) };

  readonly minLength: number = 15;

  protected matches(data: Buffer): boolean {
    return isFrame(data);
  }

  /** Uses the thread pool for 64 KB or more. */
  protected pack(data: Buffer): Buffer | Promise<Buffer> {
    return data.length < COMPRESS_IN_POOL_FROM ? lz4.compressFrameSync(data) : lz4.compressFrame(data);
  }

  /** Uses the thread pool if the value has 256 KB or more. Without checksums, not all damage is detected. */
  protected inflate(data: Buffer): Buffer | Promise<Buffer> {
    const { bytes, size } = readFrame(data, this.limit);
    if (size >= INFLATE_IN_POOL_FROM) return lz4.decompressFrame(bytes).then(this.#checked, damaged);
    let inflated: Buffer;
    try {
      inflated = lz4.decompressFrameSync(bytes);
    } catch (error) {
      return damaged(error);
    }
    return this.#checked(inflated);
  }

  /** Checks the size afterwards, since a frame may have no content size. */
  readonly #checked = (inflated: Buffer): Buffer => {
    if (inflated.length > this.limit) throw tooLargeError("the value would inflate to", this.limit);
    return inflated;
  };
}

function damaged(error: unknown): never {
  throw damagedError("lz4 frame", error);
}
