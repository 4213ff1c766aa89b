import { didYouMean } from "../did-you-mean.js";
import { isCacheUrl } from "../is-cache-url.js";
import { kindOf } from "../kind-of.js";
import { redactAddress } from "../redact.js";
import { isPlainObject } from "./check-value.js";
import { CACHE_SETTINGS, DJANGO_PREFIX, GLOBAL_OPTIONS } from "./declarations.js";
import { readCacheUrl } from "./read-cache-url.js";
import { readDjangoName } from "./read-django-name.js";
import { type ResolveContext, type ResolvedCache, resolveCache } from "./resolve-cache.js";
import type { OptionSources } from "./resolve-options.js";

/** Checks everything; what is wrong is added to the mistakes, and what is returned is whole only if there are none. */
export async function resolveSettings(settings: unknown, context: ResolveContext): Promise<ResolvedCache[]> {
  const { mistakes } = context;
  if (!isPlainObject(settings)) {
    mistakes.add("settings", `must be an object, got ${kindOf(settings)}`);
    return [];
  }
  const global = readGlobals(settings, context);
  const { CACHES } = settings;
  const strayed = Object.keys(settings).filter((name) => isStrayCache(name, settings[name]));
  for (const alias of strayed) {
    const example = `{"CACHES": {${JSON.stringify(alias)}: ...}}`;
    mistakes.add(alias, `it looks like a cache: write it under CACHES, as in ${example}`);
  }
  if (CACHES === undefined && strayed.length > 0) return [];
  if (!isPlainObject(CACHES) || Object.keys(CACHES).length === 0) {
    mistakes.add(
      "CACHES",
      `must be an object with a cache by its alias, such as {"default": {...}}, got ${kindOf(CACHES)}`,
    );
    return [];
  }
  const caches: ResolvedCache[] = [];
  for (const [alias, cache] of Object.entries(CACHES)) {
    const path = `CACHES.${redactAddress(alias)}`;
    if (isStraySetting(alias, cache)) {
      const example = `{"CACHES": {"default": {"${alias}": ...}}}`;
      mistakes.add(path, `it looks like a setting of a cache: write it under an alias, as in ${example}`);
    } else if (isPlainObject(cache)) {
      caches.push(await resolveCache(alias, path, cache, global, context));
    } else if (typeof cache === "string" && isCacheUrl(cache)) {
      const read = readCacheUrl(cache, path, mistakes);
      const isText = (setting: string) => setting.startsWith(`${path}.`) || context.isText(setting);
      if (read !== undefined)
        caches.push(await resolveCache(alias, path, read, global, { ...context, isText }));
    } else {
      mistakes.add(path, `must be an object, or a redis://, rediss:// or unix:// URL, got ${kindOf(cache)}`);
    }
  }
  return caches;
}

function readGlobals(settings: Record<string, unknown>, context: ResolveContext): OptionSources["global"] {
  const { mistakes } = context;
  const globals = new Map<string, { name: string; value: unknown }>();
  const names = ["CACHES", ...GLOBAL_OPTIONS];
  for (const [name, value] of Object.entries(settings)) {
    // `$schema` is for editors.
    if (name === "CACHES" || name === "$schema" || isStrayCache(name, value)) continue;
    const option = name.startsWith(DJANGO_PREFIX) ? name.slice(DJANGO_PREFIX.length) : name;
    if (isPythonLogger(name, value) || !GLOBAL_OPTIONS.includes(option)) {
      if (readDjangoName("top", name, name, context)) continue;
      const why = Object.hasOwn(CACHE_SETTINGS, name)
        ? ": it belongs into one of the CACHES"
        : didYouMean(name, names);
      mistakes.add(name, `unknown setting${why || `; known are ${names.join(", ")}`}`);
    } else if (globals.has(option)) {
      mistakes.add(name, `is given twice, also as ${globals.get(option)?.name}`);
    } else {
      globals.set(option, { name, value });
    }
  }
  return globals;
}

/** What stands at the top level and is meant to stand under CACHES. */
function isStrayCache(name: string, value: unknown): boolean {
  if (name === "CACHES" || Object.hasOwn(CACHE_SETTINGS, name)) return false;
  return typeof value === "string"
    ? isCacheUrl(value)
    : isPlainObject(value) && ("LOCATION" in value || "BACKEND" in value);
}

/** What stands in CACHES and is meant to stand in one of them. */
function isStraySetting(alias: string, value: unknown): boolean {
  return (
    Object.hasOwn(CACHE_SETTINGS, alias) &&
    !(isPlainObject(value) && ("LOCATION" in value || "BACKEND" in value))
  );
}

/** There any text names a logger; here it may be a module, by a path or with a # in it. */
function isPythonLogger(name: string, value: unknown): boolean {
  return name === `${DJANGO_PREFIX}LOGGER` && typeof value === "string" && !/[#/\\]/.test(value);
}
