import type { OptionDeclarations } from "@coffer/cache-core";

/** What the settings may say. There is no level: the library has one only. */
export interface Lz4Options {
  /**
   * Values of up to so many bytes, serialized, stay as they are.
   * @default 15
   */
  readonly COMPRESSOR_MIN_LENGTH?: number;
}

declare module "@coffer/cache-core" {
  interface CacheOptions extends Lz4Options {}
}

/** Without a default here: that is the class's field, which a subclass may change. */
export const OPTIONS: OptionDeclarations = {
  COMPRESSOR_MIN_LENGTH: {
    type: "integer",
    min: 0,
    unit: "bytes",
    description: "Values of up to this serialized length stay uncompressed; left out: 15.",
  },
};
