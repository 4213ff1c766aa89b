import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * For files that do not exist, such as files inside a zip (Yarn Plug'n'Play): the real path of the existing folders.
 */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
}
