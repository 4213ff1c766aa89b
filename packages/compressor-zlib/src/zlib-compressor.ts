import { deflate, deflateSync, inflate, inflateSync } from "node:zlib";
import { StreamCompressor, type StreamFormat } from "./stream-compressor.js";

const ZLIB: StreamFormat = {
  name: "zlib",
  compressSync: deflateSync,
  compress: deflate,
  inflateSync,
  inflate,
};

/** Deflate with the method's number in the low half of the first byte and a window of up to 32 KB in the high one. */
const LAST_DEFLATE_HEADER = 0x78;
const METHOD = 0x0f;
const DEFLATE = 0x08;
/** The stream wants a dictionary, which nobody here has: such a header is no match, and rules out "80.5". */
const NEEDS_DICTIONARY = 0x20;

/** zlib streams, as Python's `zlib` module reads and writes them. Level 6 unless the settings say otherwise. */
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
