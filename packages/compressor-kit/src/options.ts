import type { OptionDeclaration } from "@coffer/cache-core";

declare module "@coffer/cache-core" {
  interface CacheOptions {
    /** How hard to compress. The range and the default depend on the compressor. */
    readonly COMPRESSOR_LEVEL?: number;
    /** Serialized values of up to this many bytes are not compressed. */
    readonly COMPRESSOR_MIN_LENGTH?: number;
  }
}

// No defaults here: they are fields of the classes, which subclasses may change.

/** @param bytes the default, for the reference. */
export function minLengthOption(bytes: number): OptionDeclaration {
  return {
    type: "integer",
    min: 0,
    unit: "bytes",
    description: `Values of up to this serialized length stay uncompressed; left out: ${bytes}.`,
  };
}

/** @param description says what the lowest and the highest level mean, and which is the default. */
export function levelOption(min: number, max: number, description: string): OptionDeclaration {
  return { type: "integer", min, max, description };
}
