import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

export const REPOSITORY: string = fileURLToPath(new URL("../../../..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface Tarball {
  readonly manifest: Manifest;
  readonly file: string;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** Packs the packages in these folders as they would be published. */
export async function packOwn(folders: readonly string[], target: string): Promise<Tarball[]> {
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", target, ...folders], {
    cwd: REPOSITORY,
  });
  // npm 11 tells of the packages in a list, npm 12 by name.
  const packed = Object.values(JSON.parse(stdout)) as { name: string; filename: string }[];
  return folders.map((folder) => {
    const manifest = readManifest(folder);
    const { filename } = packed.find(({ name }) => name === manifest.name) as { filename: string };
    return { manifest, file: join(target, filename) };
  });
}

/**
 * Packs what these packages depend on, and these others by name, as it all lies in node_modules: what was published once
 * needs no network to be published again.
 */
export async function packDependencies(
  folders: readonly string[],
  others: readonly string[],
  target: string,
): Promise<Tarball[]> {
  const tarballs: Tarball[] = [];
  const seen = new Set<string>();
  const waiting: Need[] = [...folders.map(neededBy), { from: REPOSITORY, names: others }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const name of next.names) {
      const folder = findInstalled(name, next.from);
      if (folder === undefined || seen.has(folder)) continue;
      seen.add(folder);
      waiting.push(neededBy(folder));
      const manifest = readManifest(folder);
      const file = join(target, `${name.replace("/", "-")}-${manifest.version}.tgz`);
      await run("tar", ["-czf", file, "-C", dirname(folder), "--exclude=node_modules", basename(folder)]);
      tarballs.push({ manifest, file });
    }
  }
  return tarballs;
}

interface Need {
  readonly from: string;
  readonly names: readonly string[];
}

function neededBy(folder: string): Need {
  const { dependencies, peerDependencies } = readManifest(folder);
  return { from: folder, names: Object.keys({ ...dependencies, ...peerDependencies }) };
}

/** Undefined for workspaces of this repository, which are packed as ours, and for optional peers. */
function findInstalled(name: string, from: string): string | undefined {
  if (name.startsWith("@coffer/") || name === "coffer") return undefined;
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(join(candidate, "package.json"))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}
