import type { ZlibOptions } from "node:zlib";
import type { OptionDeclarations } from "@coffer/cache-core";
import {
  BaseCompressor,
  damagedError,
  levelOption,
  minLengthOption,
  tooLargeError,
} from "@coffer/compressor-kit";

type Callback = (error: Error | null, result: Buffer) => void;

/** The functions of node:zlib for one format. */
export interface StreamFormat {
  readonly name: string;
  readonly compressSync: (data: Buffer, options: ZlibOptions) => Buffer;
  readonly compress: (data: Buffer, options: ZlibOptions, callback: Callback) => void;
  readonly inflateSync: (data: Buffer, options: ZlibOptions) => Buffer;
  readonly inflate: (data: Buffer, options: ZlibOptions, callback: Callback) => void;
}

/**
 * From how many bytes of input the thread pool is used. Measured on two cores, Node 20, JSON text: microseconds that the event loop is busy,
 * synchronous against pool: to compress 4 KB 27/21, 16 KB 86/16, 64 KB 670/24; to inflate to 16 KB (from 4) 21/18, to 64 KB (from 16) 73/26.
 * The pool also costs each value 20 us and a turn of the event loop. With 16 values at a time its throughput is higher than that of one thread
 * only from 16 KB on, in both directions.
 */
const POOL_FROM = 16 * 1024;

/**
 * From how many bytes of output it is used. The size is not known beforehand: inflation that reaches it starts again in the pool. That costs
 * 130 us; without it, 16 KB that inflate to 16 MB would block the event loop for 20 ms.
 */
const SYNC_OUTPUT = 128 * 1024;

/** The base of the zlib and gzip compressors. */
export abstract class StreamCompressor extends BaseCompressor {
  static readonly options: OptionDeclarations = {
    COMPRESSOR_LEVEL: levelOption(
      0,
      9,
      "The compression level, from 0 (store) to 9 (smallest); left out: 6 with zlib, 9 with gzip.",
    ),
    COMPRESSOR_MIN_LENGTH: minLengthOption(15),
  };

  readonly minLength: number = 15;
  /** The compression level, 0 to 9. The option `COMPRESSOR_LEVEL` overrides it. */
  abstract readonly level: number;
  protected abstract readonly format: StreamFormat;

  /** Changes the output of node:zlib, for a format that needs it. */
  protected finish(compressed: Buffer): Buffer {
    return compressed;
  }

  /** Uses the thread pool from 16 KB on. */
  protected pack(data: Buffer): Buffer | Promise<Buffer> {
    const options = { level: this.options.COMPRESSOR_LEVEL ?? this.level };
    if (data.length < POOL_FROM) return this.finish(this.format.compressSync(data, options));
    return new Promise((resolve, reject) => {
      this.format.compress(data, options, (error, result) => {
        if (error === null) resolve(this.finish(result));
        else reject(error);
      });
    });
  }

  /**
   * Uses the thread pool from 16 KB on, or from 128 KB inflated. node:zlib decides about bytes after the end of the stream: with zlib they are
   * ignored; with gzip zeros are ignored, and more members belong to the value.
   */
  protected inflate(data: Buffer): Buffer | Promise<Buffer> {
    if (data.length >= POOL_FROM) return this.#inflateInPool(data);
    const maxOutputLength = Math.min(this.limit, SYNC_OUTPUT);
    try {
      return this.format.inflateSync(data, { maxOutputLength });
    } catch (error) {
      if (isOverLimit(error) && maxOutputLength < this.limit) return this.#inflateInPool(data);
      throw this.#explain(error);
    }
  }

  #inflateInPool(data: Buffer): Promise<Buffer> {
    // Each chunk is a task of the pool: the default of 16 KB doubles the time of large values.
    const chunkSize = Math.min(Math.max(64 * 1024, data.length * 4), 1024 * 1024);
    return new Promise((resolve, reject) => {
      this.format.inflate(data, { maxOutputLength: this.limit, chunkSize }, (error, result) => {
        if (error === null) resolve(result);
        else reject(this.#explain(error));
      });
    });
  }

  #explain(error: unknown): Error {
    return isOverLimit(error)
      ? tooLargeError("the value would inflate to", this.limit)
      : damagedError(`${this.format.name} stream`, error);
  }
}

function isOverLimit(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
}
