import { gunzip, gunzipSync, gzip, gzipSync } from "node:zlib";
import { StreamCompressor, type StreamFormat } from "./stream-compressor.js";

const GZIP: StreamFormat = {
  name: "gzip",
  compressSync: gzipSync,
  compress: gzip,
  inflateSync: gunzipSync,
  inflate: gunzip,
};

/** The position of the operating system in the header, and the number for "unknown", which Python writes. */
const OS_BYTE = 9;
const OS_UNKNOWN = 255;

/**
 * Reads and writes gzip like Python's `gzip` module, but without a time stamp: equal values must have equal bytes at any time, so that members
 * of sets are found again. The default level is 9.
 */
export class GzipCompressor extends StreamCompressor {
  readonly level: number = 9;
  protected readonly format: StreamFormat = GZIP;

  protected matches(data: Buffer): boolean {
    return data[0] === 0x1f && data[1] === 0x8b;
  }

  /** Overwrites the operating system, the only byte that differs between machines: node:zlib writes no time stamp. */
  protected override finish(compressed: Buffer): Buffer {
    compressed[OS_BYTE] = OS_UNKNOWN;
    return compressed;
  }
}
