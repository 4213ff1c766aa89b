import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isCacheUrl } from "@coffer/cache-core";
import { UsageError } from "./errors.js";

/** The location of the settings, and the folder that their plugin strings are relative to. */
export interface FoundSettings {
  /** For `createCaches`: a path, or a URL of a server. */
  readonly source: string;
  /** For messages: without secrets. */
  readonly name: string;
  /** The folder from which plugins and the application's own coffer are resolved. */
  readonly folder: string;
}

const NAMES = ["coffer.settings.json", "coffer.settings.js", "coffer.settings.mjs"];

/**
 * The command line takes precedence over the environment's COFFER_SETTINGS, this over a file in the working directory
 * or above it, and this over CACHE_URL.
 * @throws UsageError if there are no settings, or CACHE_URL is not a URL.
 */
export function findSettings({ settings, app }: { settings?: string; app?: string }): FoundSettings {
  const { COFFER_SETTINGS, CACHE_URL } = process.env;
  const given = settings ?? (COFFER_SETTINGS || findFile(process.cwd()));
  if (given !== undefined && !isCacheUrl(given)) {
    const path = resolve(given);
    return { source: path, name: path, folder: resolve(app ?? dirname(path)) };
  }
  const url = given ?? CACHE_URL;
  if (url && !isCacheUrl(url)) {
    throw new UsageError("the environment's CACHE_URL must begin with redis://, rediss:// or unix://");
  }
  if (url) return { source: url, name: "by URL", folder: resolve(app ?? ".") };
  throw new UsageError(
    `no settings found: give --settings <file>, set COFFER_SETTINGS or CACHE_URL, or create one of ${NAMES.join(", ")} in this folder or above it. Move settings that are part of a program into such a file`,
  );
}

function findFile(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined || folder === dirname(folder)) return found;
  }
}
