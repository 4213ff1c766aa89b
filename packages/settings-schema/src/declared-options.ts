import { type OptionDeclaration, wantedBy } from "@coffer/cache-core";
import type { NamedPlugin } from "./named-plugin.js";

/** An option that one or several plugins declare identically. */
export interface DeclaredOption {
  readonly name: string;
  readonly declared: OptionDeclaration;
  readonly plugins: readonly NamedPlugin[];
}

/**
 * The options of plugins. An option with different declarations (other limits, default or description) is listed more
 * than once.
 */
export function declaredOptions(plugins: readonly NamedPlugin[]): DeclaredOption[] {
  const found = new Map<string, DeclaredOption>();
  for (const plugin of plugins) {
    for (const [name, declared] of Object.entries(plugin.options)) {
      const { description } = declared;
      const key = JSON.stringify([
        name,
        plugin.kind.name,
        wantedBy(declared),
        defaultOf(declared),
        description,
      ]);
      const same = found.get(key);
      found.set(key, {
        name,
        declared: same?.declared ?? declared,
        plugins: [...(same?.plugins ?? []), plugin],
      });
    }
  }
  return [...found.values()];
}

/** In its JSON form; a class by its name. */
export function defaultOf({ default: value }: OptionDeclaration): unknown {
  return typeof value === "function" ? value.name : value;
}
