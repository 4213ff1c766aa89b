import { mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const MODULES = fileURLToPath(new URL("../../../../node_modules", import.meta.url));

/** An application's folder with these files and the packages of the workspace, until the test is over. What is not text is written as JSON. */
export async function makeProject(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "coffer-cli-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await symlink(MODULES, join(folder, "node_modules"));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
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
