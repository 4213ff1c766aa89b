import type { BackendClass } from "../contracts/backend.js";
import type { CacheOptions, OptionDeclaration, OptionDeclarations } from "../contracts/options.js";
import type { PluginKind } from "../contracts/plugin.js";
import { redactOnInspect } from "../messages/redact-on-inspect.js";
import { checkValue, wantedBy } from "./check-value.js";
import { CACHE_SETTINGS, CORE_OPTIONS } from "./declarations.js";
import { fromForeign, isForeign } from "./foreign.js";
import { fromText } from "./from-text.js";
import { frozenCopy } from "./frozen-copy.js";
import type { ResolveContext } from "./resolve-context.js";
import { withSettingsFolder } from "./resolve-file.js";
import { reportUnknown } from "./unknown-name.js";

/** The settings of one cache. */
interface Said {
  /** Its OPTIONS, and their path for messages. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** Undefined if it could not be loaded. */
  readonly backend: BackendClass | undefined;
}

interface Found {
  readonly value: unknown;
  readonly path: string;
  readonly wasText?: boolean;
}

/**
 * A cache's OPTIONS as its backend gets them. Plugins are loaded first, since they declare the existing options; one
 * of these may name another plugin.
 */
export async function resolveOptions(
  said: Said,
  context: ResolveContext,
): Promise<{ options: Readonly<CacheOptions>; globals: string[] }> {
  const { loader, problems, defaults } = context;
  const { settings } = said.backend ?? {};
  const declared = new Map(Object.entries({ ...CORE_OPTIONS, ...declarationsOf(said.backend) }));
  const resolved: Record<string, unknown> = {};
  const notLoaded: string[] = [];

  /** The plugin that a value names; null for none. */
  const load = async (
    value: unknown,
    kind: PluginKind,
    path: string,
    standard?: unknown,
  ): Promise<unknown> => {
    const plugin = await problems.collect(async () => {
      const named = fromForeign(settings, value, path, context);
      // Another library has a name for no plugin.
      if (named === null && value !== null) return null;
      return loader.load(named === undefined ? standard : named, kind, path);
    });
    if (plugin === undefined) notLoaded.push(path.slice(path.lastIndexOf(".") + 1));
    for (const [option, its] of Object.entries(declarationsOf(plugin))) {
      if (!declared.has(option)) declared.set(option, its);
    }
    return plugin;
  };

  // Iterating over a Map includes entries that are added meanwhile.
  for (const [name, declaration] of declared) {
    const { value, path, wasText } = lookUp(name, declaration, said, context);
    if (value === undefined) {
      if (declaration.required) problems.add(path, "ERR_SETTING_MISSING", ...required(declaration));
    } else if (declaration.type === "plugin") {
      const standard = defaults[name] ?? declaration.default;
      if (value === null && declaration.nullable) continue;
      const plugin = await load(value, declaration.kind, path, standard);
      if (plugin !== undefined && plugin !== null) resolved[name] = plugin;
    } else if (declaration.type === "plugins" && Array.isArray(value)) {
      const plugins: unknown[] = [];
      for (const [index, each] of value.entries()) {
        plugins.push(await load(each, declaration.kind, `${path}[${index}]`));
      }
      resolved[name] = Object.freeze(plugins.filter((plugin) => plugin !== undefined && plugin !== null));
    } else {
      const wrong = checkValue(value, declaration);
      // A value of the environment may be a secret in the wrong place.
      if (wrong !== undefined) problems.addValue(path, wantedBy(declaration), wasText ? "other text" : wrong);
      // The problem was reported: the plugins are created as if the option were not set.
      resolved[name] = wrong === undefined ? frozenCopy(value) : declaration.default;
    }
  }
  if (!settings?.standsIn) checkNames(said, declared, notLoaded, context);
  const options = Object.freeze(withSettingsFolder(redactOnInspect(resolved), context.folder));
  return { options, globals: [...declared].flatMap(([name, { global }]) => (global ? [name] : [])) };
}

function checkNames(
  { own, path, backend }: Said,
  declared: ReadonlyMap<string, OptionDeclaration>,
  notLoaded: readonly string[],
  context: ResolveContext,
): void {
  const { problems } = context;
  const known = [...declared.keys()];
  const suspects = notLoaded.join(" or ");
  const unknown =
    suspects === ""
      ? ([` with these plugins; known are ${known.join(", ")}`] as const)
      : ([
          `, unless ${suspects} has it, which could not be loaded`,
          `correct ${suspects} first: it may have this option`,
        ] as const);
  for (const name of Object.keys(own)) {
    const where = `${path}.${name}`;
    if (declared.has(name)) continue;
    if (Object.hasOwn(CACHE_SETTINGS, name)) {
      problems.add(
        where,
        "ERR_SETTING_PLACE",
        "belongs next to OPTIONS, not in it",
        "move it out of OPTIONS",
      );
      // Without the backend the existing options are unknown; that it is missing was already reported.
    } else if (backend !== undefined && !isForeign(backend.settings, "OPTIONS", name, where, context)) {
      reportUnknown(problems, where, "option", [...known, ...Object.keys(CACHE_SETTINGS)], unknown);
    }
  }
}

function lookUp(
  name: string,
  declaration: OptionDeclaration,
  { own, path }: Said,
  { defaults, isText, global }: ResolveContext,
): Found {
  const where = `${path}.${name}`;
  const common = declaration.global ? global.get(name) : undefined;
  const given = Object.hasOwn(own, name) ? own[name] : undefined;
  const at = given !== undefined ? where : common?.value !== undefined ? common.name : undefined;
  if (at === undefined) return { value: defaults[name] ?? declaration.default, path: where };
  const value = at === where ? given : common?.value;
  return isText(at) ? { value: fromText(value, declaration), path: at, wasText: true } : { value, path: at };
}

function required(declaration: OptionDeclaration): [text: string, hint: string] {
  return declaration.type === "plugin"
    ? [
        `is required: it names a ${declaration.kind.name}. The package "coffer" includes defaults for the usual ones`,
        "npm install coffer, or name a plugin here",
      ]
    : [`is required: ${declaration.description}`, `give it ${wantedBy(declaration)}`];
}

/** The options that a plugin declares. */
export function declarationsOf(plugin: unknown): OptionDeclarations {
  const options = typeof plugin === "function" ? (plugin as { options?: unknown }).options : undefined;
  return typeof options === "object" && options !== null ? (options as OptionDeclarations) : {};
}
