import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** The options in the settings. Their types and their checks both come from here. */
export const OPTIONS = {
  /** By how much a value may outlive its timeout: 0.1 means up to a tenth. */
  EXAMPLE_SPREAD: {
    type: "number",
    min: 0,
    max: 1,
    default: 0.1,
    description: "By how much a value may outlive its timeout: 0.1 means up to a tenth.",
  },
} as const satisfies OptionDeclarations;

/** Their types. `index.ts` exports them, so that the settings of an application that imports this package have them. */
export type ExampleOptions = OptionsOf<typeof OPTIONS>;

declare module "@coffer/cache-core" {
  interface CacheOptions extends ExampleOptions {}
}
