import type { OptionDeclaration, OptionDeclarations } from "./options.js";

type ValueOf<Declaration extends OptionDeclaration> =
  | (Declaration extends { readonly nullable: true } ? null : never)
  | (Declaration extends { readonly type: "boolean" }
      ? boolean
      : Declaration extends { readonly type: "string" }
        ? string
        : Declaration extends { readonly type: "integer" | "number" }
          ? number
          : Declaration extends { readonly type: "choice"; readonly values: readonly (infer Value)[] }
            ? Value
            : Declaration extends { readonly type: "array" | "plugins" }
              ? readonly unknown[]
              : Declaration extends { readonly type: "object" }
                ? Readonly<Record<string, unknown>>
                : unknown);

/**
 * Derives the type of the options from their declarations, so that each is written only once. The declarations are a
 * constant `as const`, which the class has as `static options`: `declare module "@coffer/cache-core" { interface
 * CacheOptions extends OptionsOf<typeof OPTIONS> {} }`. Editors show the comment above a declaration where the option
 * is typed. A plugin's option is `unknown`: a string in the settings, the loaded class when the plugin gets it.
 */
export type OptionsOf<Declarations extends OptionDeclarations> = {
  readonly [Name in keyof Declarations]?: ValueOf<Declarations[Name]>;
};
