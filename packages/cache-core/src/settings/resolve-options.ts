import type { CacheOptions, OptionDeclaration, OptionDeclarations } from "../contracts/options.js";
import type { PluginLoader } from "../loader/plugin-loader.js";
import { checkValue } from "./check-value.js";
import { CACHE_SETTINGS, CORE_OPTIONS } from "./declarations.js";
import { didYouMean } from "./did-you-mean.js";
import { frozenCopy } from "./frozen-copy.js";
import type { Mistakes } from "./mistakes.js";

export interface OptionSources {
  /** What the cache's OPTIONS say, and the path by which to call them. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** What the top level says for all caches, by option, with the name it has there. */
  readonly global: ReadonlyMap<string, { readonly name: string; readonly value: unknown }>;
  /** What holds where neither says anything, above the declared defaults. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/**
 * A cache's OPTIONS as plugins get them. Loading comes first, since the plugins declare the options that there are;
 * one of them may name a further plugin.
 */
export async function resolveOptions(
  sources: OptionSources,
  loader: PluginLoader,
  mistakes: Mistakes,
): Promise<Readonly<CacheOptions>> {
  const declared = new Map<string, OptionDeclaration>(Object.entries(CORE_OPTIONS));
  const resolved: Record<string, unknown> = {};
  let allLoaded = true;

  // A Map gives the entries that are added while it is walked, too.
  for (const [name, declaration] of declared) {
    const { value, path } = lookUp(name, declaration, sources);
    if (value === undefined) {
      if (declaration.required) mistakes.add(path, required(declaration));
    } else if (declaration.type !== "plugin") {
      const wrong = checkValue(value, declaration);
      if (wrong !== undefined) mistakes.add(path, wrong);
      resolved[name] = frozenCopy(value);
    } else if (value !== null || !declaration.nullable) {
      const plugin = await mistakes.collect(() => loader.load(value, declaration.kind, path));
      if (plugin === undefined) allLoaded = false;
      resolved[name] = plugin;
      for (const [option, its] of Object.entries(declarationsOf(plugin))) {
        if (!declared.has(option)) declared.set(option, its);
      }
    }
  }

  const known = [...declared.keys()];
  for (const name of Object.keys(sources.own)) {
    if (declared.has(name)) continue;
    const hint = didYouMean(name, known);
    if (CACHE_SETTINGS.includes(name)) {
      mistakes.add(`${sources.path}.${name}`, "belongs beside OPTIONS, not into it");
    } else if (allLoaded || hint !== "") {
      // The option may be one of a plugin that could not be loaded: of this, only the likely slip is worth telling.
      mistakes.add(`${sources.path}.${name}`, `unknown option${hint || `; known are ${known.join(", ")}`}`);
    }
  }
  return Object.freeze(resolved) as CacheOptions;
}

function lookUp(
  name: string,
  declaration: OptionDeclaration,
  { own, path, global, defaults }: OptionSources,
): { value: unknown; path: string } {
  if (Object.hasOwn(own, name) && own[name] !== undefined)
    return { value: own[name], path: `${path}.${name}` };
  const common = global.get(name);
  if (common?.value !== undefined) return { value: common.value, path: common.name };
  return { value: defaults[name] ?? declaration.default, path: `${path}.${name}` };
}

function required(declaration: OptionDeclaration): string {
  return declaration.type === "plugin"
    ? `is required: it names a ${declaration.kind}. The package "coffer" brings defaults for the usual ones`
    : `is required: ${declaration.description}`;
}

function declarationsOf(plugin: unknown): OptionDeclarations {
  const options = typeof plugin === "function" ? (plugin as { options?: unknown }).options : undefined;
  return typeof options === "object" && options !== null ? (options as OptionDeclarations) : {};
}
