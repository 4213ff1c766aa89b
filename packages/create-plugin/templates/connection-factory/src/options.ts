import type { OptionDeclarations, OptionsOf } from "@coffer/cache-core";

/** What the settings may say. The types of the options and their checks both come from here. */
export const OPTIONS = {
  /** The file that has the password, as container platforms mount secrets. It is read anew for each connection. */
  EXAMPLE_PASSWORD_FILE: {
    type: "string",
    description: "The file that has the password; it is read anew for each connection.",
  },
} as const satisfies OptionDeclarations;

declare module "@coffer/cache-core" {
  interface CacheOptions extends OptionsOf<typeof OPTIONS> {}
}
