import type { OptionDeclarations } from "@coffer/cache-core";

/** What the settings may say. */
export interface LzmaOptions {
  /**
   * How hard to compress, the preset of the `xz` command: 0 is fastest, 9 is smallest.
   * @default 4, as in the original
   */
  readonly COMPRESSOR_LEVEL?: number;
  /**
   * Values of up to so many bytes, serialized, stay as they are.
   * @default 100
   */
  readonly COMPRESSOR_MIN_LENGTH?: number;
}

declare module "@coffer/cache-core" {
  interface CacheOptions extends LzmaOptions {}
}

/** Without defaults here: those are the class's fields, which subclasses may change. */
export const OPTIONS: OptionDeclarations = {
  COMPRESSOR_LEVEL: {
    type: "integer",
    min: 0,
    max: 9,
    description: "How hard to compress, from 0 (fastest) to 9 (smallest); left out: 4.",
  },
  COMPRESSOR_MIN_LENGTH: {
    type: "integer",
    min: 0,
    unit: "bytes",
    description: "Values of up to this serialized length stay uncompressed; left out: 100.",
  },
};
