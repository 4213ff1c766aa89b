import type { BackendClass } from "../contracts/cache.js";
import type { CacheOptions, OptionDeclaration, OptionDeclarations } from "../contracts/options.js";
import { didYouMean } from "../did-you-mean.js";
import { findDjangoSetting } from "../django/find-django-setting.js";
import { redactOnInspect } from "../redact-on-inspect.js";
import { withSettingsFolder } from "../resolve-file.js";
import { checkValue, wantedBy } from "./check-value.js";
import { CACHE_SETTINGS, CORE_OPTIONS, LONE_OPTIONS } from "./declarations.js";
import { fromText } from "./from-text.js";
import { frozenCopy } from "./frozen-copy.js";
import { readDjangoName } from "./read-django-name.js";
import { readDjangoValue } from "./read-django-value.js";
import type { ResolveContext } from "./resolve-cache.js";

export interface OptionSources {
  /** What the cache's OPTIONS say, and the path by which to call them. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** What the top level says for all caches, by option, with the name it has there. */
  readonly global: ReadonlyMap<string, { readonly name: string; readonly value: unknown }>;
  /** Undefined where it could not be loaded. */
  readonly backend: BackendClass | undefined;
}

/**
 * A cache's OPTIONS as plugins get them. Loading comes first, since the plugins declare the options that there are;
 * one of them may name a further plugin.
 */
export async function resolveOptions(
  sources: OptionSources,
  context: ResolveContext,
): Promise<Readonly<CacheOptions>> {
  const { loader, mistakes, defaults } = context;
  const usesRedis = sources.backend?.usesRedis !== false;
  const declared = new Map<string, OptionDeclaration>(
    Object.entries({ ...(usesRedis ? CORE_OPTIONS : LONE_OPTIONS), ...declarationsOf(sources.backend) }),
  );
  const resolved: Record<string, unknown> = {};
  const notLoaded: string[] = [];

  // A Map gives the entries that are added while it is walked, too.
  for (const [name, declaration] of declared) {
    const { value, path, wasText } = lookUp(name, declaration, sources, context);
    if (value === undefined) {
      if (declaration.required) mistakes.add(path, required(declaration));
    } else if (declaration.type !== "plugin") {
      const wrong = checkValue(value, declaration);
      // What the environment has may be a secret in the wrong place.
      const hidden = `must be ${wantedBy(declaration)}, got other text`;
      if (wrong !== undefined) mistakes.add(path, wasText ? hidden : wrong);
      // What is wrong is reported once: the plugins are tried as if it had not been said.
      resolved[name] = wrong === undefined ? frozenCopy(value) : declaration.default;
    } else if (value !== null || !declaration.nullable) {
      const plugin = await mistakes.collect(async () => {
        const named = readDjangoValue(value, path, context);
        const standard = defaults[name] ?? declaration.default;
        return loader.load(named === undefined ? standard : named, declaration.kind, path);
      });
      if (plugin === undefined) notLoaded.push(name);
      resolved[name] = plugin;
      for (const [option, its] of Object.entries(declarationsOf(plugin))) {
        if (!declared.has(option)) declared.set(option, its);
      }
    }
  }

  const known = [...declared.keys()];
  for (const name of usesRedis ? Object.keys(sources.own) : []) {
    if (declared.has(name)) continue;
    if (readDjangoName("OPTIONS", name, `${sources.path}.${name}`, context)) continue;
    const argument = findDjangoSetting("CONNECTION_POOL_KWARGS", name.toLowerCase());
    const hint = didYouMean(name, [...known, ...Object.keys(CACHE_SETTINGS)]);
    if (Object.hasOwn(CACHE_SETTINGS, name)) {
      mistakes.add(`${sources.path}.${name}`, "belongs beside OPTIONS, not into it");
    } else if (argument?.meaning === "refused") {
      mistakes.add(`${sources.path}.${name}`, argument.instead);
    } else if (argument !== undefined) {
      const as = argument.name === name ? "" : ` as ${argument.name}`;
      mistakes.add(`${sources.path}.${name}`, `belongs into CONNECTION_POOL_KWARGS${as}`);
    } else {
      const unless = `, unless ${notLoaded.join(" or ")} has it, which could not be loaded`;
      const why = notLoaded.length > 0 ? unless : ` with these plugins; known are ${known.join(", ")}`;
      mistakes.add(`${sources.path}.${name}`, `unknown option${hint || why}`);
    }
  }
  return Object.freeze(withSettingsFolder(redactOnInspect(resolved), context.folder)) as CacheOptions;
}

function lookUp(
  name: string,
  declaration: OptionDeclaration,
  { own, path, global }: OptionSources,
  { defaults, isText }: ResolveContext,
): { value: unknown; path: string; wasText?: boolean } {
  const common = global.get(name);
  const said =
    Object.hasOwn(own, name) && own[name] !== undefined
      ? { value: own[name], path: `${path}.${name}` }
      : common?.value !== undefined
        ? { value: common.value, path: common.name }
        : undefined;
  if (said === undefined) {
    return { value: defaults[name] ?? declaration.default, path: `${path}.${name}` };
  }
  return isText(said.path)
    ? { value: fromText(said.value, declaration), path: said.path, wasText: true }
    : said;
}

function required(declaration: OptionDeclaration): string {
  return declaration.type === "plugin"
    ? `is required: it names a ${declaration.kind.name}. The package "coffer" brings defaults for the usual ones`
    : `is required: ${declaration.description}`;
}

/** The options that a plugin declares. */
export function declarationsOf(plugin: unknown): OptionDeclarations {
  const options = typeof plugin === "function" ? (plugin as { options?: unknown }).options : undefined;
  return typeof options === "object" && options !== null ? (options as OptionDeclarations) : {};
}
