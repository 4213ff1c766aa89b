import type { OptionDeclarations } from "@coffer/cache-core";

/** What the settings may say to both compressors. */
export interface ZlibOptions {
  /**
   * How hard to compress: 0 stores, 1 is fastest, 9 is smallest.
   * @default 6 with zlib, 9 with gzip, as in the original
   */
  readonly COMPRESSOR_LEVEL?: number;
  /**
   * Values of up to so many bytes, serialized, stay as they are.
   * @default 15
   */
  readonly COMPRESSOR_MIN_LENGTH?: number;
}

declare module "@coffer/cache-core" {
  interface CacheOptions extends ZlibOptions {}
}

/** What both compressors read. Without defaults here: those are the classes' fields, which subclasses may change. */
export const OPTIONS: OptionDeclarations = {
  COMPRESSOR_LEVEL: {
    type: "integer",
    min: 0,
    max: 9,
    description: "How hard to compress, from 0 (store) to 9 (smallest); left out: 6 with zlib, 9 with gzip.",
  },
  COMPRESSOR_MIN_LENGTH: {
    type: "integer",
    min: 0,
    unit: "bytes",
    description: "Values of up to this serialized length stay uncompressed; left out: 15.",
  },
};
