import type { BackendClass } from "../contracts/backend.js";
import type { Version } from "../contracts/key.js";
import type { KeyFunction, ReverseKeyFunction } from "../contracts/keys.js";
import type { OptionDeclaration } from "../contracts/options.js";
import type { PluginKind } from "../contracts/plugin.js";
import type { Timeout } from "../contracts/timeout.js";
import { kindOf } from "../messages/kind-of.js";
import { redact } from "../messages/redact.js";
import { show } from "../messages/show.js";
import { BACKEND, DEFAULT_BACKEND, KEY_FUNCTION } from "../plugins/kinds.js";
import { toMilliseconds } from "../timeout.js";
import { isPlainObject } from "./check-value.js";
import { CACHE_SETTINGS } from "./declarations.js";
import { fromForeign, isForeign } from "./foreign.js";
import { fromText } from "./from-text.js";
import { frozenCopy } from "./frozen-copy.js";
import type { ResolveContext, ResolvedCache } from "./resolve-context.js";
import { declarationsOf, resolveOptions } from "./resolve-options.js";
import { reportUnknown } from "./unknown-name.js";

/** Checks the settings of one cache, except for what its backend and the plugins check themselves. */
export async function resolveCache(
  alias: string,
  path: string,
  said: Readonly<Record<string, unknown>>,
  context: ResolveContext,
): Promise<ResolvedCache> {
  const backend = await loadBackend(said.BACKEND, path, context);
  const { settings } = backend ?? {};
  const cache = settings?.translate?.(said) ?? said;
  const own = cache.OPTIONS ?? {};
  if (!isPlainObject(own)) {
    context.problems.addValue(`${path}.OPTIONS`, "an object", kindOf(own));
  }
  checkNames(cache, path, backend, context);
  const given = (name: string): unknown => {
    const { default: standard, nullable } = CACHE_SETTINGS[name] as OptionDeclaration;
    return cache[name] === undefined || (cache[name] === null && !nullable) ? standard : cache[name];
  };
  const load = <T>(name: string, kind: PluginKind): Promise<T | undefined> =>
    context.problems.collect(async () => {
      const plugin = fromForeign(settings, given(name), `${path}.${name}`, context);
      return plugin === undefined
        ? undefined
        : ((await context.loader.load(plugin, kind, `${path}.${name}`)) as T);
    });
  return {
    alias,
    path,
    backend,
    location: frozenCopy(cache.LOCATION),
    timeout: readTimeout(given("TIMEOUT"), `${path}.TIMEOUT`, context),
    prefix: readPrefix(given("KEY_PREFIX"), `${path}.KEY_PREFIX`, context),
    version: readVersion(given("VERSION"), `${path}.VERSION`, context),
    keyFunction: await load<KeyFunction>("KEY_FUNCTION", KEY_FUNCTION),
    reverseKeyFunction: await load<ReverseKeyFunction>("REVERSE_KEY_FUNCTION", KEY_FUNCTION),
    ...(await resolveOptions(
      { own: isPlainObject(own) ? own : {}, path: `${path}.OPTIONS`, backend },
      context,
    )),
  };
}

/** The class that `BACKEND` names, or the default; undefined if it cannot be loaded. */
export async function loadBackend(
  named: unknown,
  path: string,
  context: Pick<ResolveContext, "loader" | "problems" | "warn">,
): Promise<BackendClass | undefined> {
  const load = async (plugin: unknown) =>
    (await context.loader.load(plugin, BACKEND, `${path}.BACKEND`)) as BackendClass;
  return context.problems.collect(async () => {
    try {
      return await load(named ?? DEFAULT_BACKEND);
    } catch (error) {
      // The default backend knows names from other libraries, and what to write instead.
      const standard = await load(DEFAULT_BACKEND).catch(() => undefined);
      fromForeign(standard?.settings, named, `${path}.BACKEND`, context);
      throw error;
    }
  });
}

function checkNames(
  cache: Readonly<Record<string, unknown>>,
  path: string,
  backend: BackendClass | undefined,
  context: ResolveContext,
): void {
  const { problems } = context;
  const known = Object.keys(CACHE_SETTINGS);
  const unknown = [`; known are ${known.join(", ")}. Options of plugins belong in OPTIONS`] as const;
  for (const name of Object.keys(cache)) {
    const where = `${path}.${name}`;
    if (known.includes(name) || isForeign(backend?.settings, "cache", name, where, context)) continue;
    if (Object.hasOwn(declarationsOf(backend), name)) {
      const text = "unknown setting: it belongs in OPTIONS";
      problems.add(where, "ERR_SETTING_PLACE", text, "move it into OPTIONS");
    } else reportUnknown(problems, where, "setting", known, backend && unknown);
  }
}

function readTimeout(timeout: unknown, path: string, { problems, isText }: ResolveContext): number | null {
  try {
    // Python accepts a numeric string for a number, too.
    return toMilliseconds((isText(path) ? numeric(timeout) : digits(timeout)) as Timeout, path);
  } catch (error) {
    const text = (error as Error).message.replace(`${path} `, "");
    const shown = isText(path) ? text.replace(/(?:; got|:) .*/s, "; got other text") : text;
    const hint = 'give it a number of seconds, a duration such as "30s" or "5m", or null for never';
    problems.add(path, "ERR_SETTING_VALUE", shown, hint);
    return null;
  }
}

/** For strings that become a part of keys. */
const WHOLE = "text without half of a character in it (a lone surrogate)";

function readPrefix(prefix: unknown, path: string, { problems }: ResolveContext): string {
  if (typeof prefix === "string" && prefix.isWellFormed()) return prefix;
  problems.addValue(path, typeof prefix === "string" ? WHOLE : "a string", show(redact(prefix)));
  return "";
}

function readVersion(version: unknown, path: string, { problems, isText }: ResolveContext): Version {
  const read = isText(path) ? numeric(version) : version;
  const fits = typeof read === "number" || typeof read === "string";
  if (fits && String(read).isWellFormed()) return read;
  problems.addValue(path, fits ? WHOLE : "a number or a string", show(redact(read)));
  return 1;
}

function digits(text: unknown): unknown {
  return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : text;
}

/** A numeric string as a number, and `null` or `none` as null. */
function numeric(text: unknown): unknown {
  return fromText(text, { type: "number", nullable: true, description: "" });
}
