import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Files, makeProject as makeFolder } from "../../../../test/fixtures/project.js";

const MODULES = fileURLToPath(new URL("../../../../node_modules", import.meta.url));

/** An application's folder with these files and the packages of the workspace, until the test is over. */
export async function makeProject(files: Files): Promise<string> {
  const folder = await makeFolder(files);
  await symlink(MODULES, join(folder, "node_modules"));
  return folder;
}

/** Settings with one cache. */
export function settingsFor(
  LOCATION: string | readonly string[],
  OPTIONS: object = {},
  more: object = {},
): object {
  return { CACHES: { default: { LOCATION, OPTIONS, ...more } } };
}
