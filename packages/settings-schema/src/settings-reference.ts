import { CORE_OPTIONS, wantedBy } from "@coffer/cache-core";
import { DECLARED_CACHE_SETTINGS } from "./cache-settings.js";
import { type DeclaredOption, declaredOptions, defaultOf } from "./declared-options.js";
import type { NamedPlugin } from "./named-plugin.js";
import { valueType } from "./value-type.js";

/** One setting, as the settings reference shows it. */
export interface SettingRow {
  /** Its name, such as `KEY_PREFIX`. */
  readonly name: string;
  /** Its level: at the top of the settings, in a cache, or in a cache's OPTIONS. */
  readonly level: "top" | "cache" | "OPTIONS";
  /** Its values, in words. */
  readonly type: string;
  /** Its values, as a TypeScript type: `number | null`, `"lz4" | "zlib" | string | class`. */
  readonly valueType: string;
  /** Its default in JSON form, or the name of a class; undefined if it has none. */
  readonly default: unknown;
  /** Whether the settings must have it. */
  readonly required: boolean;
  /** What it does, as the core or the plugin declares it. */
  readonly description: string;
  /** The plugins that read it, each by its first name; none: the core. */
  readonly plugins: readonly string[];
}

/**
 * Every setting of the core and of these plugins. A setting with different declarations has a row for each of them.
 */
export function settingsReference(plugins: readonly NamedPlugin[]): SettingRow[] {
  const row = (level: SettingRow["level"], option: DeclaredOption) => rowOf(level, option, plugins);
  const core = Object.entries(CORE_OPTIONS).map(([name, declared]) => ({ name, declared, plugins: [] }));
  const options = [...core, ...declaredOptions(plugins)];
  return [
    ...options.filter(({ declared }) => declared.global).map((option) => row("top", option)),
    ...Object.entries(DECLARED_CACHE_SETTINGS).map(([name, declared]) =>
      row("cache", { name, declared, plugins: [] }),
    ),
    ...options.map((option) => row("OPTIONS", option)),
  ];
}

function rowOf(
  level: SettingRow["level"],
  { name, declared, plugins }: DeclaredOption,
  known: readonly NamedPlugin[],
): SettingRow {
  const its = known.filter(({ kind }) => "kind" in declared && kind.name === declared.kind.name);
  // A single word, neither a package nor a path.
  const words = its.flatMap(({ names }) => names.filter((each) => /^[\w-]+$/.test(each)));
  return {
    name,
    level,
    type: wantedBy(declared),
    valueType: valueType(declared, words),
    default: defaultOf(declared),
    required: declared.required === true,
    description: declared.description,
    plugins: plugins.map(({ names }) => names[0] as string),
  };
}
