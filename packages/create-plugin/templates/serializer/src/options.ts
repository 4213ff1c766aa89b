import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** What the settings may say. The types of the options and their checks both come from here. */
export const OPTIONS = {
  /** How deep a value may be nested: what is deeper is refused when it is stored. */
  EXAMPLE_MAX_DEPTH: {
    type: "integer",
    min: 1,
    default: 1000,
    description: "How deep a value may be nested.",
  },
} as const satisfies OptionDeclarations;

declare module "@coffer/cache-core" {
  interface CacheOptions extends OptionsOf<typeof OPTIONS> {}
}
