import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const REPOSITORY: string = fileURLToPath(new URL("../../../..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly exports?: Readonly<Record<string, unknown>>;
}

export interface Package {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages that are published, by name. */
export const PACKAGES: ReadonlyMap<string, Package> = new Map(
  readdirSync(join(REPOSITORY, "packages")).flatMap((entry) => {
    const folder = join(REPOSITORY, "packages", entry);
    const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return [[manifest.name, { folder, manifest }]];
  }),
);

/** Those of ours that npm installs with these: what they need, and what that needs. */
export function ownClosure(names: readonly string[]): string[] {
  const found = new Set<string>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const manifest = PACKAGES.get(name)?.manifest;
    if (manifest === undefined || found.has(name)) continue;
    found.add(name);
    const { dependencies, peerDependencies, peerDependenciesMeta } = manifest;
    const peers = Object.keys(peerDependencies ?? {}).filter(
      (peer) => !peerDependenciesMeta?.[peer]?.optional,
    );
    waiting.push(...Object.keys(dependencies ?? {}), ...peers);
  }
  return [...found].sort();
}
