import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** What the settings may say. The types of the options and their checks both come from here. */
export const OPTIONS = {
  /** The tenants that have a server of their own, in the order of `LOCATION`, after its first server. */
  EXAMPLE_TENANTS: {
    type: "array",
    schema: { type: "array", items: { type: "string" } },
    default: [],
    description: "The tenants that have a server of their own, in the order of LOCATION, after its first.",
  },
} as const satisfies OptionDeclarations;

declare module "@coffer/cache-core" {
  interface CacheOptions extends OptionsOf<typeof OPTIONS> {}
}
