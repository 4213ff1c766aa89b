import type { CacheSettings } from "./settings.js";

/**
 * Where the application is: its `import.meta`, or the path or URL of one of its files. Default: the settings file, else the
 * working directory.
 */
export type Parent = { readonly url: string } | URL | string;

/**
 * Modules at hand, by name, with what they export. They need not be among the application's own dependencies, and `allow` does not
 * concern them.
 */
export type EmbeddedModules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface CreateCachesOptions {
  /**
   * Where plugin strings are resolved from: the application's `import.meta`, or the path or URL of a file of it.
   * Default: the settings file's folder, else the working directory.
   */
  readonly parent?: Parent | undefined;
  /**
   * The modules that plugin strings may name, for settings that come from outside: packages (`"@coffer/*"`) and files
   * (`"./plugins/*"`). Default: any.
   */
  readonly allow?: readonly string[] | undefined;
  /**
   * The environment variables that `${...}` in a settings file may name: `"REDIS_URL"`, or `"REDIS_*"` for all that begin so. What is
   * not meant for Redis would otherwise be sent to the server that the settings name.
   * @default any; none where `allow` is given
   */
  readonly env?: readonly string[] | undefined;
  /** OPTIONS for every cache that does not say otherwise. */
  readonly defaults?: CacheSettings["OPTIONS"];
  /**
   * Modules at hand, by name, for packages that bring plugins along (such as `coffer`): strings that name them need not be
   * resolvable from the application.
   */
  readonly embedded?: EmbeddedModules;
}
