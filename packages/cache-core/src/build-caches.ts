import { Caches } from "./caches.js";
import type { BackendContext, BackendSettings } from "./contracts/backend.js";
import type { Cache } from "./contracts/cache.js";
import type { CreateCachesOptions } from "./contracts/create-caches.js";
import type { Settings } from "./contracts/settings.js";
import { redactOnInspect } from "./messages/redact-on-inspect.js";
import { buildPlugin } from "./plugins/build.js";
import { BACKEND } from "./plugins/kinds.js";
import { PluginLoader } from "./plugins/plugin-loader.js";
import { Problems } from "./problems.js";
import { checkCreateOptions } from "./settings/check-create-options.js";
import { readSettings } from "./settings/read-settings.js";
import { resolveSettings } from "./settings/resolve-settings.js";
import { Warnings } from "./settings/warnings.js";

/** See `createCaches`: reads the settings, loads the plugins that they name, and creates a backend for each cache. */
export async function buildCaches(
  settings: Settings | string | URL,
  options: CreateCachesOptions,
): Promise<Caches> {
  checkCreateOptions(options);
  const { parent, allow, env = allow && [], defaults = {}, embedded = {} } = options;
  const problems = new Problems();
  const read = await readSettings(settings, { parent, env }, problems);
  const warnings = new Warnings();
  const warn = (path: string, text: string) => warnings.add(path, text);
  const resolved = await resolveSettings(read.settings, {
    loader: new PluginLoader({ base: read.base, allow, embedded }),
    problems,
    folder: read.folder,
    warn,
    defaults: { ...defaults },
    isText: (path) => read.texts.has(path),
  });

  const caches = new Map<string, Cache>();
  const reviews = new Map<BackendSettings["review"], BackendContext[]>();
  // Even if there are problems already: those that the plugins find are reported with them.
  for (const { backend, globals: _, ...cache } of resolved) {
    if (backend === undefined) continue;
    const context: BackendContext = redactOnInspect(cache);
    const built = problems.collect(() =>
      buildPlugin<Cache>(backend, context, BACKEND, `${cache.path}.BACKEND`),
    );
    if (built !== undefined) caches.set(cache.alias, built);
    const { review } = backend.settings ?? {};
    reviews.set(review, [...(reviews.get(review) ?? []), context]);
  }
  if (problems.none) for (const [review, contexts] of reviews) review?.(contexts, warn);
  const made = new Caches(caches, warnings.all);
  if (!problems.none) {
    await made.close().catch(() => {});
    throw problems.error();
  }
  warnings.log(resolved);
  return made;
}
