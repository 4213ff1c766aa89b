import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** Paths and contents; what is not text is written as JSON. */
export type Files = Readonly<Record<string, unknown>>;

/** A folder with these files, away from any node_modules, until the test is over. */
export async function makeProject(files: Files = {}): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "coffer-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

/** The source of an ES module that exports serializers under these names, each of which knows its `label`. */
export function serializers(label: string, ...names: string[]): string {
  return names
    .map((name) => {
      const head = name === "default" ? "export default class" : `export class ${name}`;
      return `${head} { static label = "${label}#${name}"; dumps() { return "x"; } loads() { return 1; } }`;
    })
    .join("\n");
}
