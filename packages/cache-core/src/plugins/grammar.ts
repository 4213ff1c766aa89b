import { fileURLToPath } from "node:url";
import type { PluginKind } from "../contracts/plugin.js";

/** A parsed plugin string: the module to import and the name of the export. */
export interface PluginPath {
  readonly module: string;
  readonly exportName: string;
}

const WORD = /^[a-z0-9][a-z0-9-]*$/;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const PACKAGE = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*(?:\/[^/\\#?%]+)*$/i;
const DOTTED = /^(.+)\.([A-Z][\w$]*)$/;
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const NO_MODULE = "it is neither the name of a package nor a file";

/** Relative, absolute, or a `file:` URL, as opposed to the name of a package. */
export function isFilePath(module: string): boolean {
  return /^(?:\.{1,2}\/|\/|[a-z]:[\\/]|file:)/i.test(module);
}

/**
 * Parses a plugin string. Each string has exactly one meaning.
 * @returns its parts; if it is invalid, the reason as a string.
 */
export function parsePluginPath(text: string, kind: PluginKind): PluginPath | string {
  const prefix = kind.shorthand;
  if (prefix !== undefined && WORD.test(text)) return { module: prefix + text, exportName: "default" };

  // No path contains a null character: the file system would reject it with its own error.
  if (text.includes("\0")) return NO_MODULE;
  const hash = text.indexOf("#");
  const module = hash < 0 ? text : text.slice(0, hash);
  const exportName = hash < 0 ? "default" : text.slice(hash + 1);
  const isFile = isFilePath(module);
  // Checked first: in an address the rest of a password may follow the #.
  const scheme = isFile ? undefined : SCHEME.exec(module)?.[1];
  if (scheme !== undefined) return `plugins are not loaded from ${scheme}: addresses`;
  if (!IDENTIFIER.test(exportName))
    return `${JSON.stringify(exportName)} after the # is not the name of an export`;
  if (isFile)
    return isLocalFile(module) ? { module, exportName } : "it is not the URL of a file on this machine";

  const dotted = hash < 0 ? DOTTED.exec(module) : null;
  const path = { module: dotted?.[1] ?? module, exportName: dotted?.[2] ?? exportName };
  const climbs = path.module.split("/").some((part) => part === "." || part === "..");
  if (climbs || !PACKAGE.test(path.module)) return NO_MODULE;
  return path;
}

/** A `file:` URL may name another host, or contain an encoded slash. */
function isLocalFile(module: string): boolean {
  try {
    return !module.startsWith("file:") || fileURLToPath(module) !== "";
  } catch {
    return false;
  }
}
