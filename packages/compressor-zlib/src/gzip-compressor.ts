import { gunzip, gunzipSync, gzip, gzipSync } from "node:zlib";
import { StreamCompressor, type StreamFormat } from "./stream-compressor.js";

const GZIP: StreamFormat = {
  name: "gzip",
  compressSync: gzipSync,
  compress: gzip,
  inflateSync: gunzipSync,
  inflate: gunzip,
};

/** Where the header names the operating system that made it, and the number for "unknown", which Python writes. */
const OS_BYTE = 9;
const OS_UNKNOWN = 255;

/**
 * gzip, as Python's `gzip` module reads and writes it, without a time stamp: a value has the same bytes at any
 * time, or members of sets would not be found again. Level 9 unless the settings say otherwise.
 */
export class GzipCompressor extends StreamCompressor {
  readonly level: number = 9;
  protected readonly format: StreamFormat = GZIP;

  protected matches(data: Buffer): boolean {
    return data[0] === 0x1f && data[1] === 0x8b;
  }

  /** node:zlib writes no time stamp, but the system that it runs on: the one thing besides to tell machines apart. */
  protected override finish(compressed: Buffer): Buffer {
    compressed[OS_BYTE] = OS_UNKNOWN;
    return compressed;
  }
}
