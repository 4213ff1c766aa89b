import type { Caches } from "./caches.js";
import type { CreateCachesOptions } from "./contracts/create-caches.js";
import type { Settings } from "./contracts/settings.js";

/**
 * Reads and checks the settings, loads every plugin that they name, and builds the caches. Nothing connects yet.
 * @param settings an object; the path (relative to the working directory) or URL of a `.json`, `.js` or `.mjs` file; or a
 * `redis://`, `rediss://` or `unix://` URL for the cache `default`, such as `CACHE_URL` often is. In the strings of a `.json` file
 * `${NAME}` and `${NAME:-default}` are environment variables.
 * @throws TypeError for options that are not such.
 * @throws ImproperlyConfigured with all problems at once, each with the path of its setting.
 */
export async function createCaches(
  settings: Settings | string | URL,
  options: CreateCachesOptions = {},
): Promise<Caches> {
  // Reading settings and loading plugins is most of the core's code: whoever only imports the errors, as plugins do, goes without.
  const { buildCaches } = await import("./build-caches.js");
  return buildCaches(settings, options);
}
