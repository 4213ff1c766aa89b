import {
  ALIASES,
  BACKEND,
  type OptionDeclarations,
  type PluginKind,
  parsePluginPath,
} from "@coffer/cache-core";

/** A plugin, and its names in settings. */
export interface NamedPlugin {
  /** Its kind, such as that of serializers. */
  readonly kind: PluginKind;
  /** Its plugin strings; descriptions show the first. */
  readonly names: readonly string[];
  /** The options that it declares. */
  readonly options: OptionDeclarations;
}

/** Modules, by their names in settings. */
export type Modules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Returns the plugins that modules export. It knows the kind of backends, and finds the other kinds in the options that the plugins declare.
 */
export function pluginsIn(modules: Modules): NamedPlugin[] {
  const kinds = new Map([[BACKEND.name, BACKEND]]);
  for (;;) {
    const found = Object.entries(modules).flatMap(([module, exported]) =>
      Object.entries(exported).flatMap(([name, value]) =>
        name === "default" ? [] : (namedPlugin(module, exported, name, value, [...kinds.values()]) ?? []),
      ),
    );
    const before = kinds.size;
    for (const declared of found.flatMap(({ options }) => Object.values(options))) {
      if ("kind" in declared) kinds.set(declared.kind.name, declared.kind);
    }
    if (kinds.size === before) return found;
  }
}

function namedPlugin(
  module: string,
  exported: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
  kinds: readonly PluginKind[],
): NamedPlugin | undefined {
  if (typeof value !== "function") return undefined;
  const isDefault = value === exported.default;
  const kind = kindOfPlugin(value, isDefault ? module : "", kinds);
  if (kind === undefined) return undefined;
  const full = `${module}#${name}`;
  const aliases = Object.keys(ALIASES).filter((alias) => ALIASES[alias] === full);
  const names = isDefault ? [module, ...shorthands(module, kind), full] : [full];
  const { options = {} } = value as { readonly options?: OptionDeclarations };
  return { kind, names: [...names, ...aliases], options };
}

/** By its methods; a function, or a class of a kind without methods, by the name of its module. */
function kindOfPlugin(
  value: { readonly prototype?: unknown },
  module: string,
  kinds: readonly PluginKind[],
): PluginKind | undefined {
  // Only backends say how their settings are read; one without Redis may be its own client.
  if ("settings" in value) return BACKEND;
  const { prototype } = value as { readonly prototype?: Readonly<Record<string, unknown>> };
  const [found] = kinds
    .filter(
      ({ methods = [] }) =>
        methods.length > 0 && methods.every((each) => typeof prototype?.[each] === "function"),
    )
    // A client has the methods of a backend, too: the kind with the most methods counts.
    .sort((a, b) => (b.methods?.length ?? 0) - (a.methods?.length ?? 0));
  return found ?? kinds.find(({ shorthand }) => shorthand !== undefined && module.startsWith(shorthand));
}

/** `herd` for `@coffer/client-herd`: the short name of this module. */
function shorthands(module: string, kind: PluginKind): string[] {
  const word = module.replace(/^.*?-/, "");
  const path = parsePluginPath(word, kind);
  return typeof path === "object" && path.module === module && word !== module ? [word] : [];
}
