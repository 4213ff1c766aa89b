import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** The options in the settings. Their types and their checks both come from here. */
export const OPTIONS = {
  /** The tenants with their own server, in the order of `LOCATION`, after its first server. */
  EXAMPLE_TENANTS: {
    type: "array",
    schema: { type: "array", items: { type: "string" } },
    default: [],
    description: "The tenants with their own server, in the order of LOCATION, after its first.",
  },
} as const satisfies OptionDeclarations;

/** Their types. `index.ts` exports them, so that the settings of an application that imports this package have them. */
export type ExampleOptions = OptionsOf<typeof OPTIONS>;

declare module "@coffer/cache-core" {
  interface CacheOptions extends ExampleOptions {}
}
