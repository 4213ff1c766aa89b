import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fillIn } from "./fill-in.js";
import type { KindName } from "./kinds.js";
import { type Manifest, mergeManifests } from "./manifest.js";
import { RUNNERS, type RunnerName } from "./runners.js";
import { wordsOf } from "./words-of.js";

const TEMPLATES = fileURLToPath(new URL("../templates", import.meta.url));
const MANIFEST = "package.json";

/**
 * Templates use other file names: npm does not publish a .gitignore, and tools treat every folder with a package.json
 * as a package.
 */
const RENAMED: Readonly<Record<string, string>> = { gitignore: ".gitignore", "manifest.json": MANIFEST };

export interface Plugin {
  readonly name: string;
  readonly kind: KindName;
  readonly runner: RunnerName;
}

/**
 * Writes the files of a plugin's package into a folder.
 * @throws Error if the folder is not empty.
 */
export async function writePlugin(folder: string, plugin: Plugin): Promise<void> {
  const there = await readdir(folder).catch(nothingThere);
  if (there.length > 0) throw new Error(`${folder} is not empty: nothing was written`);
  const common = await readTemplates("common");
  const own = await readTemplates(plugin.kind);
  const files = new Map([...common, ...own, [MANIFEST, manifestOf(common, own, plugin)]]);
  const words = wordsOf(plugin.name, plugin.kind);
  for (const [path, content] of files) {
    const file = join(folder, fillIn(path, plugin.name, words));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, fillIn(forRunner(content, plugin.runner), plugin.name, words));
  }
}

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}

/** The files of a template, by path. */
async function readTemplates(name: string): Promise<Map<string, string>> {
  const entries = await readdir(join(TEMPLATES, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const contents = files.map(async ({ parentPath, name: base }): Promise<[string, string]> => {
    const file = join(parentPath, base);
    const path = file.slice(join(TEMPLATES, name).length + 1);
    return [RENAMED[path] ?? path, await readFile(file, "utf8")];
  });
  return new Map(await Promise.all(contents));
}

function manifestOf(
  common: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string>,
  { runner }: Plugin,
): string {
  const [manifest, ofKind] = [common, own].map((files) => JSON.parse(files.get(MANIFEST) as string));
  const { command, devDependencies } = RUNNERS[runner];
  const merged = mergeManifests(mergeManifests(manifest as Manifest, ofKind as Partial<Manifest>), {
    scripts: { test: command },
    devDependencies,
  });
  return `${JSON.stringify(merged, null, 2)}\n`;
}

/** Templates import from node:test. */
function forRunner(content: string, runner: RunnerName): string {
  const { module, after } = RUNNERS[runner];
  return content.replace(/^import \{ (after, )?(.*) \} from "node:test";$/m, (_, hook, rest) => {
    return `import { ${hook === undefined ? "" : `${after}, `}${rest} } from "${module}";`;
  });
}
