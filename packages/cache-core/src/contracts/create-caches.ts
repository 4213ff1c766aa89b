import type { CacheSettings } from "./settings.js";

/** Where plugin strings are resolved from: the application's `import.meta`, or the path or URL of one of its files. */
export type Parent = { readonly url: string } | URL | string;

/** Loaded modules by name, with their exports. They need not be dependencies of the application, and `allow` does not apply to them. */
export type EmbeddedModules = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Options of `createCaches`. */
export interface CreateCachesOptions {
  /**
   * Where plugin strings are resolved from: the application's `import.meta`, or the path or URL of one of its files.
   * @default the folder of the settings file, else the working directory
   */
  readonly parent?: Parent | undefined;
  /**
   * The modules that plugin strings may name, for settings from outside: packages (`"@coffer/*"`) and files (`"./plugins/*"`).
   * @default any module
   */
  readonly allow?: readonly string[] | undefined;
  /**
   * The environment variables that `${...}` in a settings file may name: `"REDIS_URL"`, or `"REDIS_*"` for all with this prefix. With it,
   * settings from outside cannot send other secrets to a server of their choice.
   * @default any variable; none if `allow` is given
   */
  readonly env?: readonly string[] | undefined;
  /**
   * OPTIONS for every cache that does not set them itself.
   * @default none
   */
  readonly defaults?: CacheSettings["OPTIONS"];
  /**
   * Loaded modules by name, for packages that include plugins (such as `coffer`): the application need not be able to resolve them.
   * @default none
   */
  readonly embedded?: EmbeddedModules;
}
