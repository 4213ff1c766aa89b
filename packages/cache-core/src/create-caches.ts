import type { Caches } from "./caches.js";
import type { CreateCachesOptions } from "./contracts/create-caches.js";
import type { Settings } from "./contracts/settings.js";

/**
 * Reads and checks the settings, loads every plugin that they name, and creates the caches. Connects to nothing.
 * @param settings an object; the path (relative to the working directory) or URL of a `.json`, `.js` or `.mjs` file; or a
 * `redis://`, `rediss://` or `unix://` URL for the cache `default`. In the strings of a `.json` file, `${NAME}` and
 * `${NAME:-default}` are replaced by environment variables.
 * @param options where plugins are resolved from, and what settings from outside may name.
 * @throws TypeError for wrong options.
 * @throws ImproperlyConfigured with all problems at once, each with the path of its setting.
 * @example
 * ```ts
 * import { createCaches } from "@coffer/cache-core";
 *
 * const caches = await createCaches("settings.json");
 * const cache = caches.get("default");
 * await caches.close();
 * ```
 */
export async function createCaches(
  settings: Settings | string | URL,
  options: CreateCachesOptions = {},
): Promise<Caches> {
  // Reading settings and loading plugins is most of the core's code: a module that imports only the errors, as
  // plugins do, does not load it.
  const { buildCaches } = await import("./build-caches.js");
  return buildCaches(settings, options);
}
