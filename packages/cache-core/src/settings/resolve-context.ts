import type { BackendClass, BackendContext } from "../contracts/backend.js";
import type { PluginLoader } from "../plugins/plugin-loader.js";
import type { Problems } from "../problems.js";

/** What all who resolve settings need. */
export interface ResolveContext {
  readonly loader: PluginLoader;
  readonly problems: Problems;
  /** What paths of files in OPTIONS are relative to. */
  readonly folder: string;
  /** OPTIONS for every cache that does not set them itself. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly global: GlobalOptions;
  /** Whether what the setting with this path says is text of the environment or of a URL; no message shows it. */
  isText(path: string): boolean;
  /** Reports a setting that is taken, and has no effect or hardly the one that is wanted. */
  warn(path: string, text: string): void;
}

/** What the top level says for all caches, by option, with the name it has there. */
export type GlobalOptions = ReadonlyMap<string, { readonly name: string; readonly value: unknown }>;

/** One cache's settings, checked. */
export interface ResolvedCache extends BackendContext {
  /** Undefined where it could not be loaded. */
  readonly backend: BackendClass | undefined;
  /** The options that the top level may give. */
  readonly globals: readonly string[];
}
