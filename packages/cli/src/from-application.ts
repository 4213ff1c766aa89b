import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Imports a package that the application in `folder` has installed; `undefined` where it has not. From the application, because
 * the command line sees other packages where it is installed globally, run by npx, or in a workspace without hoisting.
 */
export async function fromApplication<Exports>(name: string, folder: string): Promise<Exports | undefined> {
  let path: string;
  try {
    path = createRequire(join(folder, "package.json")).resolve(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
  return import(pathToFileURL(path).href);
}
