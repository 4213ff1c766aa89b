import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** The options in the settings. Their types and their checks both come from here. */
export const OPTIONS = {
  /** How deep a value may be nested: a deeper value is rejected when it is stored. */
  EXAMPLE_MAX_DEPTH: {
    type: "integer",
    min: 1,
    default: 1000,
    description: "How deep a value may be nested.",
  },
} as const satisfies OptionDeclarations;

/** Their types. `index.ts` exports them, so that the settings of an application that imports this package have them. */
export type ExampleOptions = OptionsOf<typeof OPTIONS>;

declare module "@coffer/cache-core" {
  interface CacheOptions extends ExampleOptions {}
}
