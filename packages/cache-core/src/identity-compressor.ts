import type { Compressor } from "./contracts/compressor.js";

/** No compression: the default. */
export class IdentityCompressor implements Compressor {
  compress(data: Buffer): Buffer {
    return data;
  }

  decompress(data: Buffer): Buffer {
    return data;
  }
}
