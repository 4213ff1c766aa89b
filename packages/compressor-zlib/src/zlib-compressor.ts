import { deflate, deflateSync, inflate, inflateSync } from "node:zlib";
import { StreamCompressor, type StreamFormat } from "./stream-compressor.js";

const ZLIB: StreamFormat = {
  name: "zlib",
  compressSync: deflateSync,
  compress: deflate,
  inflateSync,
  inflate,
};

/** The first byte of a stream: deflate in the low half, and a window of up to 32 KB in the high half. */
const LAST_DEFLATE_HEADER = 0x78;
const METHOD = 0x0f;
const DEFLATE = 0x08;
/** The bit for a stream that needs a dictionary, which is not supported. Such a header does not match, and so "80.5" does not. */
const NEEDS_DICTIONARY = 0x20;

/** Reads and writes zlib streams like Python's `zlib` module. The default level is 6. */
export class ZlibCompressor extends StreamCompressor {
  readonly level: number = 6;
  protected readonly format: StreamFormat = ZLIB;

  protected matches(data: Buffer): boolean {
    if (data.length < 2) return false;
    const method = data[0] as number;
    const flags = data[1] as number;
    return (
      (method & METHOD) === DEFLATE &&
      method <= LAST_DEFLATE_HEADER &&
      (flags & NEEDS_DICTIONARY) === 0 &&
      (method * 256 + flags) % 31 === 0
    );
  }
}
