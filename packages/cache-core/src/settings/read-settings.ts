import { readFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ImproperlyConfigured } from "../errors.js";
import { show } from "../show.js";

/** What the settings are read from: an object, or the path or `file:` URL of a `.json`, `.js` or `.mjs` file. */
export type SettingsSource = object | string | URL;

export interface SettingsRead {
  readonly settings: unknown;
  /** The folder that plugin strings are looked for from. */
  readonly base: string;
}

/**
 * Where the application is: its `import.meta`, or the path or URL of one of its files. Default: the settings file, else the
 * working directory.
 */
export type Parent = { readonly url: string } | URL | string;

export async function readSettings(
  source: SettingsSource,
  parent: Parent | undefined,
): Promise<SettingsRead> {
  const path =
    source instanceof URL ? fileURLToPath(source) : typeof source === "string" ? resolve(source) : undefined;
  const base = parent !== undefined ? folderOf(parent) : path !== undefined ? dirname(path) : process.cwd();
  return { settings: path === undefined ? source : await readFromFile(path), base };
}

function folderOf(parent: Parent): string {
  const place = typeof parent === "string" || parent instanceof URL ? parent : parent.url;
  const path = place instanceof URL || place.startsWith("file:") ? fileURLToPath(place) : resolve(place);
  // A folder is meant where the path ends like one or has no file's ending: "./app/" and "./app".
  return /[\\/]$/.test(String(place)) || extname(path) === "" ? path : dirname(path);
}

async function readFromFile(path: string): Promise<unknown> {
  const ending = extname(path);
  try {
    if (ending === ".json") return JSON.parse(await readFile(path, "utf8"));
    if (ending === ".js" || ending === ".mjs") return (await import(pathToFileURL(path).href)).default;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ImproperlyConfigured([new Error(`${path} cannot be read: ${why}`, { cause })]);
  }
  throw new ImproperlyConfigured([new Error(`${show(path)} must end in .json, .js or .mjs`)]);
}
