import type { BackendClass } from "../contracts/cache.js";
import type { Version } from "../contracts/key.js";
import type { CacheOptions, OptionDeclaration } from "../contracts/options.js";
import type { PluginKind } from "../contracts/plugin.js";
import type { Timeout } from "../contracts/timeout.js";
import { didYouMean } from "../did-you-mean.js";
import type { KeyFunction, ReverseKeyFunction } from "../keys.js";
import { kindOf } from "../kind-of.js";
import { BACKEND, KEY_FUNCTION } from "../kinds.js";
import type { PluginLoader } from "../loader/plugin-loader.js";
import { redact } from "../redact.js";
import { show } from "../show.js";
import { toMilliseconds } from "../timeout.js";
import { isPlainObject } from "./check-value.js";
import { CACHE_SETTINGS, CORE_OPTIONS } from "./declarations.js";
import { fromText } from "./from-text.js";
import type { Mistakes } from "./mistakes.js";
import { COMMA_IN_CREDENTIALS, isRestOfCredentials } from "./read-cache-url.js";
import { readDjangoBackend } from "./read-django-backend.js";
import { readDjangoName } from "./read-django-name.js";
import { readDjangoValue } from "./read-django-value.js";
import { type OptionSources, resolveOptions } from "./resolve-options.js";
import { warnOfArguments } from "./warn-of-arguments.js";

/** One cache's settings, checked, with defaults filled in and plugin strings replaced by what they name. */
export interface ResolvedCache {
  readonly alias: string;
  /** `CACHES.<alias>`, for messages. */
  readonly path: string;
  /** Undefined where it could not be loaded. */
  readonly backend: BackendClass | undefined;
  /** None for a backend that uses no Redis. */
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
  /** What paths of files in OPTIONS are relative to. */
  readonly folder: string;
  /** OPTIONS for every cache that does not say otherwise. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Whether what the setting with this path says is text of the environment or of a URL; no message shows it. */
  isText(path: string): boolean;
  /** Reports a setting that is taken, and has no effect or hardly the one that is wanted. */
  warn(path: string, text: string): void;
}

/** Checks everything that one cache's settings say; what is wrong is added to the mistakes. */
export async function resolveCache(
  alias: string,
  path: string,
  said: Record<string, unknown>,
  global: OptionSources["global"],
  context: ResolveContext,
): Promise<ResolvedCache> {
  const { loader, mistakes } = context;
  const cache = await readDjangoBackend(said, path, context);
  const known = Object.keys(CACHE_SETTINGS);
  for (const name of Object.keys(cache)) {
    if (known.includes(name) || readDjangoName("cache", name, `${path}.${name}`, context)) continue;
    const why = Object.hasOwn(CORE_OPTIONS, name) ? ": it belongs into OPTIONS" : didYouMean(name, known);
    mistakes.add(
      `${path}.${name}`,
      `unknown setting${why || `; known are ${known.join(", ")}. Options of plugins belong into OPTIONS`}`,
    );
  }
  const own = cache.OPTIONS ?? {};
  if (!isPlainObject(own)) mistakes.add(`${path}.OPTIONS`, `must be an object, got ${kindOf(own)}`);
  const given = (name: string): unknown => {
    const { default: standard, nullable } = CACHE_SETTINGS[name] as OptionDeclaration;
    return cache[name] === undefined || (cache[name] === null && !nullable) ? standard : cache[name];
  };
  const load = <T>(name: string, kind: PluginKind): Promise<T | undefined> =>
    mistakes.collect(async () => {
      const where = `${path}.${name}`;
      const plugin = readDjangoValue(given(name), where, context) ?? CACHE_SETTINGS[name]?.default;
      return plugin === undefined ? undefined : ((await loader.load(plugin, kind, where)) as T);
    });

  const backend = await load<BackendClass>("BACKEND", BACKEND);
  const resolved = {
    alias,
    path,
    backend,
    servers: backend?.usesRedis === false ? [] : readServers(cache.LOCATION, `${path}.LOCATION`, mistakes),
    timeout: readTimeout(given("TIMEOUT"), `${path}.TIMEOUT`, context),
    prefix: readPrefix(given("KEY_PREFIX"), `${path}.KEY_PREFIX`, mistakes),
    version: readVersion(given("VERSION"), `${path}.VERSION`, context),
    keyFunction: await load<KeyFunction>("KEY_FUNCTION", KEY_FUNCTION),
    reverseKeyFunction: await load<ReverseKeyFunction>("REVERSE_KEY_FUNCTION", KEY_FUNCTION),
    options: await resolveOptions(
      { own: isPlainObject(own) ? own : {}, path: `${path}.OPTIONS`, global, backend },
      context,
    ),
  };
  warnOfArguments(resolved, context);
  return resolved;
}

/** Of text that goes to Redis: see `checkWellFormed`. */
const HALF = "must not have half of a character in it (a lone surrogate)";

function readServers(location: unknown, path: string, mistakes: Mistakes): string[] {
  if (location === undefined || location === null) {
    mistakes.add(path, 'is missing: write a URL such as "redis://127.0.0.1:6379/0", or a list of them');
    return [];
  }
  if (typeof location === "string" && /;\s*\w+:\/\//.test(location)) {
    mistakes.add(path, "has a semicolon between servers: write a comma, or a list");
    return [];
  }
  const listed = typeof location === "string" ? location.split(",") : location;
  const servers = Array.isArray(listed)
    ? listed.map((each) => (typeof each === "string" ? each.trim() : ""))
    : [];
  if (typeof location === "string" && servers.some(isRestOfCredentials)) {
    mistakes.add(path, COMMA_IN_CREDENTIALS);
    return [];
  }
  if (servers.length > 0 && !servers.includes("")) return servers;
  // What is there instead may hold a password, so it is not shown.
  mistakes.add(
    path,
    'must be a URL such as "redis://127.0.0.1:6379/0", or a list of them, and none of them empty',
  );
  return [];
}

function readTimeout(timeout: unknown, path: string, { mistakes, isText }: ResolveContext): number | null {
  try {
    // Python takes the text of a number for the number, too.
    return toMilliseconds((isText(path) ? numeric(timeout) : digits(timeout)) as Timeout, path);
  } catch (error) {
    const text = (error as Error).message.replace(`${path} `, "");
    mistakes.add(path, isText(path) ? text.replace(/(?:; got|:) .*/s, "; got other text") : text);
    return null;
  }
}

function readPrefix(prefix: unknown, path: string, mistakes: Mistakes): string {
  if (typeof prefix !== "string") mistakes.add(path, `must be a string, got ${show(redact(prefix))}`);
  else if (prefix.isWellFormed()) return prefix;
  else mistakes.add(path, `${HALF}, got ${show(redact(prefix))}`);
  return "";
}

function readVersion(version: unknown, path: string, { mistakes, isText }: ResolveContext): Version {
  const read = isText(path) ? numeric(version) : version;
  if (typeof read !== "number" && typeof read !== "string") {
    mistakes.add(path, `must be a number or a string, got ${show(redact(read))}`);
  } else if (String(read).isWellFormed()) return read;
  else mistakes.add(path, `${HALF}, got ${show(redact(read))}`);
  return 1;
}

function digits(text: unknown): unknown {
  return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : text;
}

/** Text that is a number as that number, and `null` or `none` as null. */
function numeric(text: unknown): unknown {
  return fromText(text, { type: "number", nullable: true, description: "" });
}
