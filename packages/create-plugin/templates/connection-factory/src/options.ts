import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** The options in the settings. Their types and their checks both come from here. */
export const OPTIONS = {
  /** The file with the password, as container platforms mount secrets. It is read again for each connection. */
  EXAMPLE_PASSWORD_FILE: {
    type: "string",
    description: "The file with the password; it is read again for each connection.",
  },
} as const satisfies OptionDeclarations;

/** Their types. `index.ts` exports them, so that the settings of an application that imports this package have them. */
export type ExampleOptions = OptionsOf<typeof OPTIONS>;

declare module "@coffer/cache-core" {
  interface CacheOptions extends ExampleOptions {}
}
