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

declare module "@coffer/cache-core" {
  interface CacheOptions extends OptionsOf<typeof OPTIONS> {}
}
