import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Shared by several copies of the core. */
const FOLDER: unique symbol = Symbol.for("@coffer/settings-folder");

/** Stores, with a cache's OPTIONS and their copies, the folder that paths in its settings are relative to. */
export function withSettingsFolder<Options extends object>(options: Options, folder: string): Options {
  return Object.assign(options, { [FOLDER]: folder });
}

/**
 * Returns the absolute path of a file that a plugin's option names. A relative path is resolved from the folder of the settings file; without
 * such a file from `parent`, else from the working directory.
 * @param options the argument of the plugin's constructor, or a copy of it.
 * @param path a path or a `file:` URL.
 */
export function resolveFile(options: object, path: string): string {
  const { [FOLDER]: folder = "." } = options as { readonly [FOLDER]?: string };
  return path.startsWith("file:") ? fileURLToPath(path) : resolve(folder, path);
}
