import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** The options in the settings. Their types and their checks both come from here. */
export const OPTIONS = {
  /** 32 random bytes as base64: `openssl rand -base64 32`. */
  EXAMPLE_KEY: {
    type: "string",
    required: true,
    secret: true,
    description: "The key: 32 bytes as base64.",
  },
} as const satisfies OptionDeclarations;

/** Their types. `index.ts` exports them, so that the settings of an application that imports this package have them. */
export type ExampleOptions = OptionsOf<typeof OPTIONS>;

declare module "@coffer/cache-core" {
  interface CacheOptions extends ExampleOptions {}
}
