import { constants } from "node:buffer";
import type { CacheOptions, Compressor } from "@coffer/cache-core";

/** The base class of compressors. A subclass implements the format. */
export abstract class BaseCompressor implements Compressor {
  /** The length in bytes up to which values are not compressed. The option `COMPRESSOR_MIN_LENGTH` overrides it. */
  abstract readonly minLength: number;

  protected readonly options: CacheOptions;
  /** The most bytes that a value may decompress to. */
  protected readonly limit: number;

  constructor(options: CacheOptions = {}) {
    this.options = options;
    this.limit = Math.min(options.MAX_VALUE_BYTES ?? constants.MAX_LENGTH, constants.MAX_LENGTH);
  }

  /** Returns whether `data` begins like this format. */
  protected abstract matches(data: Buffer): boolean;

  /** Compresses `data`, synchronously or in the background. */
  protected abstract pack(data: Buffer): Buffer | Promise<Buffer>;

  /**
   * Decompresses data of the format, synchronously or in the background.
   * @throws an error with the code ERR_TOO_LARGE if it would decompress to more than `limit` bytes, and another error if it is damaged or
   * truncated.
   */
  protected abstract inflate(data: Buffer): Buffer | Promise<Buffer>;

  /** Returns the compressed bytes; `data` itself if compression does not make it shorter. */
  compress(data: Buffer): Buffer | Promise<Buffer> {
    // Data that looks compressed is always compressed, since `decompress` would inflate it.
    const looksCompressed = this.matches(data);
    if (data.length <= (this.options.COMPRESSOR_MIN_LENGTH ?? this.minLength) && !looksCompressed)
      return data;
    const choose = (packed: Buffer): Buffer =>
      looksCompressed || packed.length < data.length ? packed : data;
    const packed = this.pack(data);
    return packed instanceof Promise ? packed.then(choose) : choose(packed);
  }

  /** Returns the decompressed bytes; bytes of another format, and values that were not compressed, unchanged. */
  decompress(data: Buffer): Buffer | Promise<Buffer> {
    return this.matches(data) ? this.inflate(data) : data;
  }
}
