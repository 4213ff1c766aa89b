import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** The options in the settings. Their types and their checks both come from here. */
export const OPTIONS = {
  /** The compression level, from 0 (fastest) to 11 (smallest). */
  EXAMPLE_QUALITY: {
    type: "integer",
    min: 0,
    max: 11,
    default: 4,
    description: "The compression level, from 0 (fastest) to 11 (smallest).",
  },
  /** Values up to this serialized length in bytes are not compressed. */
  EXAMPLE_MIN_LENGTH: {
    type: "integer",
    min: 0,
    unit: "bytes",
    default: 100,
    description: "Values up to this serialized length in bytes are not compressed.",
  },
} as const satisfies OptionDeclarations;

/** Their types. `index.ts` exports them, so that the settings of an application that imports this package have them. */
export type ExampleOptions = OptionsOf<typeof OPTIONS>;

declare module "@coffer/cache-core" {
  interface CacheOptions extends ExampleOptions {}
}
