import { CACHE_SETTINGS, CORE_OPTIONS, wantedBy } from "@coffer/cache-core";
import { type DeclaredOption, declaredOptions, defaultOf } from "./declared-options.js";
import type { NamedPlugin } from "./named-plugin.js";

/** One setting, as a line of the reference. */
export interface SettingRow {
  readonly name: string;
  /** Where it stands: at the top of the settings, in a cache, or in a cache's OPTIONS. */
  readonly level: "top" | "cache" | "OPTIONS";
  /** What it takes, in words. */
  readonly type: string;
  /** As JSON has it, the name of a class, or undefined where there is none. */
  readonly default: unknown;
  readonly required: boolean;
  readonly description: string;
  /** The plugins that read it, each by its first name; none: the core. */
  readonly plugins: readonly string[];
}

/** Every setting of the core and of these plugins. One that plugins declare differently has a row for each of them. */
export function settingsReference(plugins: readonly NamedPlugin[]): SettingRow[] {
  const core = Object.entries(CORE_OPTIONS).map(([name, declared]) => ({ name, declared, plugins: [] }));
  const options = [...core, ...declaredOptions(plugins)];
  return [
    ...options.filter(({ declared }) => declared.global).map((option) => rowOf("top", option)),
    ...Object.entries(CACHE_SETTINGS).map(([name, declared]) =>
      rowOf("cache", { name, declared, plugins: [] }),
    ),
    ...options.map((option) => rowOf("OPTIONS", option)),
  ];
}

function rowOf(level: SettingRow["level"], { name, declared, plugins }: DeclaredOption): SettingRow {
  return {
    name,
    level,
    type: wantedBy(declared),
    default: defaultOf(declared),
    required: declared.required === true,
    description: declared.description,
    plugins: plugins.map(({ names }) => names[0] as string),
  };
}
