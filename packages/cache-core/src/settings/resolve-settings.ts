import { kindOf } from "../messages/kind-of.js";
import { redactAddress } from "../messages/redact.js";
import { isPlainObject } from "./check-value.js";
import { CACHE_SETTINGS } from "./declarations.js";
import { backendOf, isCacheUrl } from "./is-cache-url.js";
import { loadBackend, resolveCache } from "./resolve-cache.js";
import type { ResolveContext, ResolvedCache } from "./resolve-context.js";
import { checkTopLevel, readTopLevel } from "./top-level.js";

/** Checks all settings and collects the problems; the result is complete only if there are none. */
export async function resolveSettings(
  settings: unknown,
  shared: Omit<ResolveContext, "global">,
): Promise<ResolvedCache[]> {
  const { problems } = shared;
  if (!isPlainObject(settings)) {
    problems.addValue("settings", "an object", kindOf(settings));
    return [];
  }
  const strayed = Object.keys(settings).filter((name) => isStrayCache(name, settings[name]));
  for (const alias of strayed) {
    const advice = `write it under CACHES, as in {"CACHES": {${JSON.stringify(alias)}: ...}}`;
    problems.add(alias, "ERR_SETTING_PLACE", `it looks like a cache: ${advice}`, advice);
  }
  const rest = Object.fromEntries(Object.entries(settings).filter(([name]) => !strayed.includes(name)));
  const context = { ...shared, global: readTopLevel(rest, problems) };
  const caches =
    strayed.length > 0 && rest.CACHES === undefined ? [] : await resolveCaches(rest.CACHES, context);
  checkTopLevel(caches, context);
  return caches;
}

async function resolveCaches(CACHES: unknown, context: ResolveContext): Promise<ResolvedCache[]> {
  const { problems } = context;
  if (!isPlainObject(CACHES) || Object.keys(CACHES).length === 0) {
    problems.addValue(
      "CACHES",
      'an object with a cache by its alias, such as {"default": {...}}',
      kindOf(CACHES),
    );
    return [];
  }
  const caches: ResolvedCache[] = [];
  for (const [alias, cache] of Object.entries(CACHES)) {
    const path = `CACHES.${redactAddress(alias)}`;
    if (isStraySetting(alias, cache)) {
      const advice = `write it under an alias, as in {"CACHES": {"default": {"${alias}": ...}}}`;
      problems.add(path, "ERR_SETTING_PLACE", `it looks like a setting of a cache: ${advice}`, advice);
    } else if (isPlainObject(cache)) {
      caches.push(await resolveCache(alias, path, cache, context));
    } else if (typeof cache === "string" && isCacheUrl(cache)) {
      const read = await readUrl(cache, path, context);
      const isText = (setting: string) => setting.startsWith(`${path}.`) || context.isText(setting);
      if (read !== undefined) caches.push(await resolveCache(alias, path, read, { ...context, isText }));
    } else {
      problems.addValue(path, "an object, or a redis://, rediss:// or unix:// URL", kindOf(cache));
    }
  }
  return caches;
}

/** The settings of a cache given as a URL, which its backend parses. */
async function readUrl(
  url: string,
  path: string,
  context: ResolveContext,
): Promise<Record<string, unknown> | undefined> {
  const BACKEND = backendOf(url);
  const backend = await loadBackend(BACKEND, path, context);
  const read = backend?.settings?.fromUrl?.(url.trim(), (text, hint) =>
    context.problems.add(path, "ERR_SETTING_VALUE", text, hint),
  );
  return read && { ...(BACKEND !== undefined && { BACKEND }), ...read };
}

/** Values at the top level that belong under CACHES. */
function isStrayCache(name: string, value: unknown): boolean {
  if (name === "CACHES" || Object.hasOwn(CACHE_SETTINGS, name)) return false;
  return typeof value === "string" ? isCacheUrl(value) : isCache(value);
}

/** Values in CACHES that belong in one of the caches. */
function isStraySetting(alias: string, value: unknown): boolean {
  return Object.hasOwn(CACHE_SETTINGS, alias) && !isCache(value);
}

function isCache(value: unknown): boolean {
  return isPlainObject(value) && ("LOCATION" in value || "BACKEND" in value);
}
