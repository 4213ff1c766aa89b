import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** What the settings may say. The types of the options and their checks both come from here. */
export const OPTIONS = {
  /** By how much a value may outlive its timeout: 0.1 is up to a tenth. */
  EXAMPLE_SPREAD: {
    type: "number",
    min: 0,
    max: 1,
    default: 0.1,
    description: "By how much a value may outlive its timeout: 0.1 is up to a tenth.",
  },
} as const satisfies OptionDeclarations;

declare module "@coffer/cache-core" {
  interface CacheOptions extends OptionsOf<typeof OPTIONS> {}
}
