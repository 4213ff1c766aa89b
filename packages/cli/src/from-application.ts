import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The path of a module that the application in `folder` has installed; `undefined` if it has not. Resolved from the
 * application, since the command line sees other packages if it is installed globally, run by npx, or in a workspace
 * without hoisting.
 */
export function findInApplication(name: string, folder: string): string | undefined {
  try {
    return createRequire(join(folder, "package.json")).resolve(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

/** Imports a package of the application in `folder`; `undefined` if it is not installed. */
export async function fromApplication<Exports>(name: string, folder: string): Promise<Exports | undefined> {
  const path = findInApplication(name, folder);
  return path === undefined ? undefined : import(pathToFileURL(path).href);
}
