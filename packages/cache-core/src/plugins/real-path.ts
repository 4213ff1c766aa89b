import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Of what is not there, as are files inside a zip (Yarn Plug'n'Play), as far as its folders are. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realPath(folder), basename(path));
  }
}
