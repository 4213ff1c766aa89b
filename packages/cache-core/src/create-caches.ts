import type { Caches } from "./caches.js";
import type { EmbeddedModules } from "./loader/plugin-loader.js";
import type { Parent } from "./settings/read-settings.js";
import type { CacheSettings, Settings } from "./settings/settings.js";

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

/**
 * Reads and checks the settings, loads every plugin that they name, and builds the caches. Nothing connects yet.
 * @param settings an object; the path (relative to the working directory) or URL of a `.json`, `.js` or `.mjs` file; or a
 * `redis://`, `rediss://` or `unix://` URL for the cache `default`, such as `CACHE_URL` often is. In the strings of a `.json` file
 * `${NAME}` and `${NAME:-default}` are environment variables.
 * @throws TypeError for options that are not such.
 * @throws ImproperlyConfigured with all mistakes at once, each with the path of its setting.
 */
export async function createCaches(
  settings: Settings | string | URL,
  options: CreateCachesOptions = {},
): Promise<Caches> {
  // Reading settings and loading plugins is most of the core's code: whoever only imports the errors, as plugins do, goes without.
  const { buildCaches } = await import("./build-caches.js");
  return buildCaches(settings, options);
}
