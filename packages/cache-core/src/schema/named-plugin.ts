import type { OptionDeclarations } from "../contracts/options.js";
import type { PluginKind } from "../contracts/plugin.js";
import { BACKEND, KINDS } from "../kinds.js";
import { ALIASES } from "../loader/aliases.js";
import { parsePluginPath } from "../loader/grammar.js";

/** A plugin, and what settings may call it. */
export interface NamedPlugin {
  readonly kind: PluginKind;
  /** The plugin strings that lead to it. The first is for texts. */
  readonly names: readonly string[];
  readonly options: OptionDeclarations;
}

/** The plugins that a module exports: the classes that have the methods of a kind. */
export function pluginsIn(module: string, exported: Readonly<Record<string, unknown>>): NamedPlugin[] {
  return Object.entries(exported).flatMap(([name, value]) => {
    const kind = name === "default" ? undefined : kindOfClass(value);
    if (kind === undefined) return [];
    const full = `${module}#${name}`;
    const aliases = Object.keys(ALIASES).filter((alias) => ALIASES[alias] === full);
    const names = value === exported.default ? [module, ...shorthands(module, kind), full] : [full];
    const { options = {} } = value as { options?: OptionDeclarations };
    return [{ kind, names: [...names, ...aliases], options }];
  });
}

function kindOfClass(value: unknown): PluginKind | undefined {
  if (typeof value !== "function") return undefined;
  // It says so itself: without Redis, it may be its own client.
  if ("usesRedis" in value) return BACKEND;
  const prototype: unknown = value.prototype;
  const has = (method: string): boolean =>
    typeof (prototype as Record<string, unknown> | undefined)?.[method] === "function";
  // A client has the methods of a backend, too: the kind that asks for the most is meant.
  return KINDS.filter(({ methods = [] }) => methods.every(has)).sort(
    (a, b) => (b.methods?.length ?? 0) - (a.methods?.length ?? 0),
  )[0];
}

/** `herd` for `@coffer/client-herd`: the word that the grammar takes for this module. */
function shorthands(module: string, kind: PluginKind): string[] {
  const word = module.replace(/^.*?-/, "");
  const path = parsePluginPath(word, kind);
  return typeof path === "object" && path.module === module && word !== module ? [word] : [];
}
