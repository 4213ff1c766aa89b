import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** What the settings may say. The types of the options and their checks both come from here. */
export const OPTIONS = {
  /** How hard to compress, from 0 (fastest) to 11 (smallest). */
  EXAMPLE_QUALITY: {
    type: "integer",
    min: 0,
    max: 11,
    default: 4,
    description: "How hard to compress, from 0 (fastest) to 11 (smallest).",
  },
  /** Values of up to so many bytes, serialized, stay as they are. */
  EXAMPLE_MIN_LENGTH: {
    type: "integer",
    min: 0,
    unit: "bytes",
    default: 100,
    description: "Values of up to this serialized length stay uncompressed.",
  },
} as const satisfies OptionDeclarations;

declare module "@coffer/cache-core" {
  interface CacheOptions extends OptionsOf<typeof OPTIONS> {}
}
