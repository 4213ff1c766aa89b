import type { Version } from "../contracts/key.js";
import type { CacheOptions } from "../contracts/options.js";
import type { Timeout } from "../contracts/timeout.js";
import type { KeyFunction, ReverseKeyFunction } from "../keys.js";
import { kindOf } from "../kind-of.js";
import type { PluginLoader } from "../loader/plugin-loader.js";
import { show } from "../show.js";
import { toMilliseconds } from "../timeout.js";
import { isPlainObject } from "./check-value.js";
import { CACHE_SETTINGS, CORE_OPTIONS, DJANGO_PREFIX, GLOBAL_OPTIONS } from "./declarations.js";
import { didYouMean } from "./did-you-mean.js";
import type { Mistakes } from "./mistakes.js";
import { type OptionSources, resolveOptions } from "./resolve-options.js";

const DEFAULT_TIMEOUT = 300;

/** One cache's settings, checked, with defaults filled in and plugin strings replaced by what they name. */
export interface ResolvedCache {
  readonly alias: string;
  /** `CACHES.<alias>`, for messages. */
  readonly path: string;
  readonly backend: unknown;
  readonly servers: readonly string[];
  /** Milliseconds, `null` for never. */
  readonly timeout: number | null;
  readonly prefix: string;
  readonly version: Version;
  readonly keyFunction: KeyFunction | undefined;
  readonly reverseKeyFunction: ReverseKeyFunction | undefined;
  readonly options: Readonly<CacheOptions>;
}

export interface ResolveContext {
  readonly loader: PluginLoader;
  readonly mistakes: Mistakes;
  /** OPTIONS for every cache that does not say otherwise. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** Checks everything; what is wrong is added to the mistakes, and what is returned is whole only if there are none. */
export async function resolveSettings(settings: unknown, context: ResolveContext): Promise<ResolvedCache[]> {
  const { mistakes } = context;
  if (!isPlainObject(settings)) {
    mistakes.add("settings", `must be an object, got ${kindOf(settings)}`);
    return [];
  }
  const global = readGlobals(settings, mistakes);
  const { CACHES } = settings;
  if (!isPlainObject(CACHES) || Object.keys(CACHES).length === 0) {
    mistakes.add(
      "CACHES",
      `must be an object with a cache by its alias, such as {"default": {...}}, got ${kindOf(CACHES)}`,
    );
    return [];
  }
  const caches: ResolvedCache[] = [];
  for (const [alias, cache] of Object.entries(CACHES)) {
    const path = `CACHES.${alias}`;
    if (isPlainObject(cache)) caches.push(await resolveCache(alias, path, cache, global, context));
    else mistakes.add(path, `must be an object, got ${kindOf(cache)}`);
  }
  return caches;
}

function readGlobals(settings: Record<string, unknown>, mistakes: Mistakes): OptionSources["global"] {
  const globals = new Map<string, { name: string; value: unknown }>();
  const names = ["CACHES", ...GLOBAL_OPTIONS];
  for (const [name, value] of Object.entries(settings)) {
    if (name === "CACHES") continue;
    const option = name.startsWith(DJANGO_PREFIX) ? name.slice(DJANGO_PREFIX.length) : name;
    if (!GLOBAL_OPTIONS.includes(option)) {
      mistakes.add(name, `unknown setting${didYouMean(name, names) || `; known are ${names.join(", ")}`}`);
    } else if (globals.has(option)) {
      mistakes.add(name, `is given twice, also as ${globals.get(option)?.name}`);
    } else {
      globals.set(option, { name, value });
    }
  }
  return globals;
}

async function resolveCache(
  alias: string,
  path: string,
  cache: Record<string, unknown>,
  global: OptionSources["global"],
  { loader, mistakes, defaults }: ResolveContext,
): Promise<ResolvedCache> {
  for (const name of Object.keys(cache)) {
    if (CACHE_SETTINGS.includes(name)) continue;
    const why = Object.hasOwn(CORE_OPTIONS, name)
      ? ": it belongs into OPTIONS"
      : didYouMean(name, CACHE_SETTINGS);
    mistakes.add(`${path}.${name}`, `unknown setting${why || `; known are ${CACHE_SETTINGS.join(", ")}`}`);
  }
  const own = cache.OPTIONS ?? {};
  if (!isPlainObject(own)) mistakes.add(`${path}.OPTIONS`, `must be an object, got ${kindOf(own)}`);
  const load = <T>(name: string, kind: "backend" | "key function"): Promise<T | undefined> | undefined =>
    cache[name] === undefined
      ? undefined
      : mistakes.collect(() => loader.load(cache[name], kind, `${path}.${name}`) as Promise<T>);

  return {
    alias,
    path,
    backend: await (load("BACKEND", "backend") ??
      loader.load("@coffer/cache-core#RedisCache", "backend", path)),
    servers: readServers(cache.LOCATION, `${path}.LOCATION`, mistakes),
    timeout: readTimeout(cache.TIMEOUT, `${path}.TIMEOUT`, mistakes),
    prefix: readText(cache.KEY_PREFIX ?? "", `${path}.KEY_PREFIX`, mistakes),
    version: readVersion(cache.VERSION ?? 1, `${path}.VERSION`, mistakes),
    keyFunction: await load<KeyFunction>("KEY_FUNCTION", "key function"),
    reverseKeyFunction: await load<ReverseKeyFunction>("REVERSE_KEY_FUNCTION", "key function"),
    options: await resolveOptions(
      { own: isPlainObject(own) ? own : {}, path: `${path}.OPTIONS`, global, defaults },
      loader,
      mistakes,
    ),
  };
}

function readServers(location: unknown, path: string, mistakes: Mistakes): string[] {
  const listed = typeof location === "string" ? location.split(",") : location;
  const servers = Array.isArray(listed)
    ? listed.map((each) => (typeof each === "string" ? each.trim() : ""))
    : [];
  if (servers.length === 0 || servers.includes("")) {
    // What is there instead may hold a password, so it is not shown.
    mistakes.add(
      path,
      'must be a URL such as "redis://127.0.0.1:6379/0", or a list of them, and none of them empty',
    );
  }
  return servers;
}

function readTimeout(timeout: unknown, path: string, mistakes: Mistakes): number | null {
  try {
    return toMilliseconds(timeout === undefined ? DEFAULT_TIMEOUT : (timeout as Timeout), path);
  } catch (error) {
    mistakes.add(path, (error as Error).message.replace(`${path} `, ""));
    return null;
  }
}

function readText(text: unknown, path: string, mistakes: Mistakes): string {
  if (typeof text === "string") return text;
  mistakes.add(path, `must be a string, got ${show(text)}`);
  return "";
}

function readVersion(version: unknown, path: string, mistakes: Mistakes): Version {
  if (typeof version === "number" || typeof version === "string") return version;
  mistakes.add(path, `must be a number or a string, got ${show(version)}`);
  return 1;
}
