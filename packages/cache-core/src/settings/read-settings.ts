import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Parent } from "../contracts/create-caches.js";
import { codeOf, ImproperlyConfigured } from "../errors.js";
import { redactAddress } from "../messages/redact.js";
import { show } from "../messages/show.js";
import { importAtRunTime } from "../plugins/import-at-run-time.js";
import type { Problems } from "../problems.js";
import { isCacheUrl } from "./is-cache-url.js";
import { type Substituted, substituteEnvironment } from "./substitute-environment.js";

/**
 * The source of settings: an object, the URL of the default cache's servers, or the path or `file:` URL of a `.json`,
 * `.js` or `.mjs` file.
 */
export type SettingsSource = object | string | URL;

/** An address, as opposed to a file URL or a Windows drive. */
const OTHER_SCHEME = /^(?!file:)[a-z][a-z0-9+.-]+:/i;

export interface SettingsRead extends Substituted {
  /** The folder from which plugin strings are resolved. */
  readonly base: string;
  /** The folder that other paths in the settings are relative to: that of the settings file, whatever `parent` is. */
  readonly folder: string;
}

export async function readSettings(
  source: SettingsSource,
  { parent, env }: { readonly parent: Parent | undefined; readonly env: readonly string[] | undefined },
  problems: Problems,
): Promise<SettingsRead> {
  const text = typeof source === "string" || source instanceof URL ? String(source) : undefined;
  const path = text === undefined || isCacheUrl(text) ? undefined : settingsPath(text);
  const base = parent !== undefined ? folderOf(parent) : path !== undefined ? dirname(path) : process.cwd();
  if (path === undefined) {
    return {
      settings: text === undefined ? source : { CACHES: { default: text } },
      texts: new Set(),
      base,
      folder: base,
    };
  }
  const settings = await readFromFile(path, text as string);
  // Code reads the environment itself, and its strings may contain a literal ${.
  const read =
    extname(path) === ".json"
      ? substituteEnvironment(settings, env, problems)
      : { settings, texts: new Set<string>() };
  return { ...read, base, folder: dirname(path) };
}

function settingsPath(place: string): string {
  const [scheme] = OTHER_SCHEME.exec(place) ?? [];
  if (scheme === undefined) return pathOf(place);
  const message = `a URL of servers begins with redis://, rediss:// or unix://, and not with ${scheme}`;
  throw unread(message, "write redis://, rediss:// or unix://");
}

function folderOf(parent: Parent): string {
  const place = String(typeof parent === "string" || parent instanceof URL ? parent : parent?.url);
  if (place === "undefined" || OTHER_SCHEME.test(place)) {
    throw new TypeError(
      "parent must be the application's import.meta, or the path or file: URL of a file or folder of it",
    );
  }
  const path = pathOf(place);
  // A path that does not exist is a folder if it ends with a slash or has no file extension: "./app/" and "./app".
  const isFolder =
    statSync(path, { throwIfNoEntry: false })?.isDirectory() ??
    (/[\\/]$/.test(place) || extname(path) === "");
  return isFolder ? path : dirname(path);
}

function pathOf(place: string | URL): string {
  return place instanceof URL || place.startsWith("file:") ? fileURLToPath(place) : resolve(place);
}

async function readFromFile(path: string, given: string): Promise<unknown> {
  const ending = extname(path);
  try {
    if (ending === ".json") return parseJson(await readFile(path, "utf8"));
    if (ending === ".js" || ending === ".mjs") return await importDefault(path);
  } catch (cause) {
    if (cause instanceof ImproperlyConfigured) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unread(`${path} cannot be read: ${why}`, adviceFor(cause, ending), cause);
  }
  // It may have been meant as a URL, with a password.
  const shown = show(redactAddress(given));
  throw unread(`${shown} must end in .json, .js or .mjs`, "name a settings file with one of these endings");
}

function unread(message: string, hint: string, cause?: unknown): ImproperlyConfigured {
  return new ImproperlyConfigured([{ path: "", code: "ERR_SETTINGS_FILE", hint, message, cause }]);
}

function adviceFor(cause: unknown, ending: string): string {
  const isThere = !["ENOENT", "EACCES", "EISDIR"].includes(codeOf(cause) ?? "");
  if (!isThere) return "name a settings file that is there and may be read";
  if (ending !== ".json") return "correct the settings file: it fails while it is loaded";
  return "correct the JSON: quotes around names, no comma after the last item, no comments";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    // Node's message quotes the invalid text, which may contain a password.
    throw new SyntaxError((error as Error).message.replace(/, (?:\.\.\.)?".*(?= is not valid JSON$)/s, ""));
  }
}

async function importDefault(path: string): Promise<unknown> {
  const exported: { default?: unknown } = await importAtRunTime(pathToFileURL(path).href);
  if ("default" in exported) return exported.default;
  const hint = "write export default { CACHES: { default: { LOCATION: ... } } }";
  throw unread(`${path} cannot be read: it has no default export`, hint);
}
