import { type Caches, pluginOrigins, redactOnInspect, withoutCredentials } from "@coffer/cache-core";
import { openClientOf } from "../diagnosis/servers.js";

/** A plugin in the settings: its class, and the module that it was loaded from if that is known. */
interface Part {
  readonly part: string;
  readonly from: string | null;
}

export interface CacheSettingsShown {
  readonly alias: string;
  /** By name, without secrets: strings, numbers, lists, objects and plugins. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The settings of each cache as the application has them: with every default, and without secrets. */
export function readSettings(caches: Caches): { rows: CacheSettingsShown[] } {
  return { rows: caches.aliases.map((alias) => ({ alias, settings: settingsOf(caches, alias) })) };
}

function settingsOf(caches: Caches, alias: string): Record<string, unknown> {
  const cache = caches.get(alias);
  const backend = shown(cache.constructor);
  const client = openClientOf(cache);
  if (client === undefined) return { BACKEND: backend };
  const { servers, keys, timeout, options } = client.context;
  return {
    BACKEND: backend,
    LOCATION: servers.map(withoutCredentials),
    KEY_PREFIX: keys.prefix,
    VERSION: keys.version,
    TIMEOUT: timeout === null ? null : timeout / 1000,
    OPTIONS: redactOnInspect(shown({ ...options }) as object),
  };
}

/** The same with plugins by name: JSON would leave them out. Cycles, which a logger may have, are cut. */
function shown(value: unknown, above: readonly unknown[] = []): unknown {
  if (typeof value === "function") {
    return { part: value.name || "function", from: pluginOrigins.get(value) ?? null } satisfies Part;
  }
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (above.includes(value)) return { part: "circular", from: null } satisfies Part;
  const path = [...above, value];
  if (Array.isArray(value)) return value.map((each) => shown(each, path));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) {
    return { part: value.constructor?.name ?? "object", from: null } satisfies Part;
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shown(each, path)]));
}
