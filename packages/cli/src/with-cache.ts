import type { Cache, Caches, createCaches, Logger } from "@coffer/cache-core";
import { UsageError } from "./errors.js";
import { type FoundSettings, findSettings } from "./find-settings.js";
import { fromApplication } from "./from-application.js";

/** The options of every command that uses caches. */
export interface CommonOptions {
  readonly settings?: string;
  readonly app?: string;
  readonly cache?: string;
  readonly keyVersion?: string;
  readonly json?: boolean;
}

/** Hides warnings of settings, which `doctor` reports and other commands do not. */
const LOGGER: Logger = { error: (error, message) => console.error(`${message}:`, error) };

/**
 * Creates the caches as the application does: with its `coffer` and the defaults of that, or its core, or the
 * installed one.
 */
export async function openCaches({ source, folder }: FoundSettings): Promise<Caches> {
  const { createCaches: create } =
    (await fromApplication<{ createCaches: typeof createCaches }>("coffer", folder)) ??
    (await fromApplication<{ createCaches: typeof createCaches }>("@coffer/cache-core", folder)) ??
    (await import("@coffer/cache-core"));
  return create(source, { parent: folder, defaults: { LOGGER } });
}

/** Runs `work` with all caches of the settings and closes them in any case. */
export async function withCaches<T>(
  options: CommonOptions,
  work: (caches: Caches, found: FoundSettings) => Promise<T>,
): Promise<T> {
  const found = findSettings(options);
  const caches = await openCaches(found);
  try {
    return await work(caches, found);
  } finally {
    // `work` has already reported a server that does not answer.
    await caches.close().catch(() => {});
  }
}

/** The same with the selected cache. */
export function withCache<T>(
  options: CommonOptions,
  work: (cache: Cache, found: FoundSettings) => Promise<T>,
): Promise<T> {
  return withCaches(options, (caches, found) => work(pick(caches, options.cache), found));
}

/**
 * The selected cache.
 * @throws UsageError for an alias that the settings do not have.
 */
function pick(caches: Caches, alias = "default"): Cache {
  if (caches.aliases.includes(alias)) return caches.get(alias);
  throw new UsageError(
    `the settings have no cache ${JSON.stringify(alias)}; there are ${caches.aliases.join(", ")}: use --cache <alias>`,
  );
}

/** All caches by default. */
export function pickAll(caches: Caches, { cache }: CommonOptions): Cache[] {
  return (cache === undefined ? caches.aliases : [cache]).map((alias) => pick(caches, alias));
}

/** `undefined`: the cache decides. */
export function versionOf({ keyVersion }: CommonOptions): { readonly version?: string } {
  return keyVersion === undefined ? {} : { version: keyVersion };
}
