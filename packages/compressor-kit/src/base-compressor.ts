import { constants } from "node:buffer";
import type { CacheOptions, Compressor } from "@coffer/cache-core";

/** What compressors have in common: all but the format. */
export abstract class BaseCompressor implements Compressor {
  /** Values of up to this length stay as they are, longer ones are compressed. The option goes before it. */
  abstract readonly minLength: number;

  protected readonly options: CacheOptions;
  /** How many bytes a value may inflate to. */
  protected readonly limit: number;

  constructor(options: CacheOptions = {}) {
    this.options = options;
    this.limit = Math.min(options.MAX_VALUE_BYTES ?? constants.MAX_LENGTH, constants.MAX_LENGTH);
  }

  /** Whether `data` begins as this format does. */
  protected abstract matches(data: Buffer): boolean;

  /** Compresses, at once or beside the event loop. */
  protected abstract pack(data: Buffer): Buffer | Promise<Buffer>;

  /**
   * Inflates what matches, at once or beside the event loop.
   * @throws an error with the code ERR_TOO_LARGE for what would inflate to more than `limit`, and another for what is damaged or
   * cut short.
   */
  protected abstract inflate(data: Buffer): Buffer | Promise<Buffer>;

  /** What does not get shorter stays as it is, which saves inflating it. */
  compress(data: Buffer): Buffer | Promise<Buffer> {
    // What looks compressed is compressed in any case: left as it is, it would be inflated when it is read.
    const looksCompressed = this.matches(data);
    if (data.length <= (this.options.COMPRESSOR_MIN_LENGTH ?? this.minLength) && !looksCompressed)
      return data;
    const choose = (packed: Buffer): Buffer =>
      looksCompressed || packed.length < data.length ? packed : data;
    const packed = this.pack(data);
    return packed instanceof Promise ? packed.then(choose) : choose(packed);
  }

  /** Bytes of another format, and what was too short to be compressed, come back as they are. */
  decompress(data: Buffer): Buffer | Promise<Buffer> {
    return this.matches(data) ? this.inflate(data) : data;
  }
}
