import type { BackendClass, BackendContext } from "../contracts/backend.js";
import type { PluginLoader } from "../plugins/plugin-loader.js";
import type { Problems } from "../problems.js";

/** What all functions that resolve settings need. */
export interface ResolveContext {
  readonly loader: PluginLoader;
  readonly problems: Problems;
  /** The folder that paths of files in OPTIONS are relative to. */
  readonly folder: string;
  /** OPTIONS for every cache that does not set them itself. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly global: GlobalOptions;
  /** Whether the setting with this path has text of the environment or of a URL; no message shows such a value. */
  isText(path: string): boolean;
  /** Warns of a setting that has no effect, or probably not the intended one. */
  warn(path: string, text: string): void;
}

/** The top-level values for all caches, by option, with their names there. */
export type GlobalOptions = ReadonlyMap<string, { readonly name: string; readonly value: unknown }>;

/** The checked settings of one cache. */
export interface ResolvedCache extends BackendContext {
  /** Undefined if it could not be loaded. */
  readonly backend: BackendClass | undefined;
  /** The options that may be set at the top level. */
  readonly globals: readonly string[];
}
