import { deflateSync, inflateSync } from "node:zlib";
import type { CacheOptions, Compressor } from "@coffer/cache-core";

const MAGIC = Buffer.from([0xc0, 0xff]);
const MIN_LENGTH = 16;
const DEFAULT_LIMIT = 64 * 2 ** 20;

/**
 * The smallest compressor that fulfils the contract: a zlib stream behind two magic bytes. A template for your own.
 */
export class ReferenceCompressor implements Compressor {
  readonly #limit: number;

  constructor(options?: Readonly<CacheOptions>) {
    this.#limit = options?.MAX_VALUE_BYTES ?? DEFAULT_LIMIT;
  }

  compress(data: Buffer): Buffer {
    // Data that looks compressed is compressed however short it is: otherwise it would be inflated when it is read.
    if (data.length < MIN_LENGTH && !isCompressed(data)) return data;
    return Buffer.concat([MAGIC, deflateSync(data)]);
  }

  decompress(data: Buffer): Buffer {
    if (!isCompressed(data)) return data;
    try {
      return inflateSync(data.subarray(MAGIC.length), { maxOutputLength: this.#limit });
    } catch (error) {
      if ((error as { code?: unknown }).code !== "ERR_BUFFER_TOO_LARGE") throw error;
      throw Object.assign(new RangeError(`it inflates to more than ${this.#limit} bytes`), {
        code: "ERR_TOO_LARGE",
      });
    }
  }
}

function isCompressed(data: Buffer): boolean {
  return data.subarray(0, MAGIC.length).equals(MAGIC);
}
