import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isFilePath } from "./grammar.js";
import { realPath } from "./real-path.js";

/**
 * Whether `module` is on the list. Entries are packages (`"@acme/cache"`, `"@acme/*"`) and files or folders
 * (`"./plugins/*"`); a star at the end matches anything below. Files are compared by their real path, so that `..`
 * and symbolic links cannot lead out of a folder.
 */
export function isAllowed(module: string, base: string, allow: readonly string[]): boolean {
  const asked = isFilePath(module) ? pathOf(module, base) : module;
  return allow.some((entry) => {
    if (isFilePath(entry) !== isFilePath(module)) return false;
    if (!entry.endsWith("*")) return asked === (isFilePath(entry) ? pathOf(entry, base) : entry);
    const head = entry.slice(0, -1);
    if (!isFilePath(entry)) return asked.startsWith(head);
    const folder = pathOf(head, base);
    return asked.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  });
}

function pathOf(module: string, base: string): string {
  return realPath(module.startsWith("file:") ? fileURLToPath(module) : resolve(base, module));
}
