import { readFileSync, statSync } from "node:fs";
import nodeModule from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { resolve as resolveExports } from "resolve.exports";
import { isFilePath } from "./grammar.js";
import { realPath } from "./real-path.js";

/** The location of a module, or why it cannot be resolved. */
export type Resolution =
  | { readonly url: string }
  | { readonly failure: "not installed" | "not exported" | "unreadable"; readonly where: string };

interface Manifest {
  readonly name?: string;
  readonly exports?: unknown;
  readonly main?: string;
}

/**
 * Resolves a module as `import` in the folder `base` would. The core's own `import()` would resolve from the core's
 * location and find the application's packages only by hoisting; `require.resolve` does not see packages that only
 * export `import`; `import.meta.resolve` takes no parent. So: find the package's folder from `base`, and read its
 * `exports`.
 */
export function resolveModule(module: string, base: string): Resolution {
  if (isFilePath(module)) {
    const path = module.startsWith("file:") ? fileURLToPath(module) : resolve(base, module);
    return isFile(path) ? at(path) : { failure: "not installed", where: path };
  }
  const parts = module.split("/");
  const name = parts.slice(0, module.startsWith("@") ? 2 : 1).join("/");
  const pnp = findPnp(base);
  const folder = pnp === undefined ? findPackage(name, base) : findByMap(pnp, name, base);
  if (folder === undefined) {
    const where = `${pnp === undefined ? "node_modules" : "the Plug'n'Play dependencies"} of ${base}`;
    return { failure: "not installed", where: `${where} and of the folders above it` };
  }

  const subpath = parts.slice(name.split("/").length).join("/");
  const manifest = readManifest(folder);
  if (manifest === undefined) return { failure: "unreadable", where: join(folder, "package.json") };
  const target =
    manifest.exports == null ? findLegacy(folder, subpath, manifest) : findExport(manifest, subpath);
  if (target === undefined) return { failure: "not exported", where: folder };
  return at(join(folder, target));
}

/** By the real path, so that one file is one module however it is linked. */
function at(path: string): Resolution {
  return { url: pathToFileURL(realPath(path)).href };
}

function findPackage(name: string, base: string): string | undefined {
  for (let folder = base; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    // A folder is enough: a package with an unreadable package.json is broken, not missing.
    if (isFile(join(candidate, "package.json"))) return candidate;
    // A package may import itself by name, as a plugin does in its own tests.
    const own = readManifest(folder);
    if (own?.name === name && own.exports != null) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

interface PnpApi {
  resolveToUnqualified(request: string, issuer: string): string | null;
}

/** Plug'n'Play adds this to `Module`, so it is a property of the default import and not a named export. */
function findPnp(base: string): PnpApi | undefined {
  const { findPnpApi } = nodeModule as { findPnpApi?: (path: string) => PnpApi | null };
  return findPnpApi?.(base) ?? undefined;
}

function findByMap(pnp: PnpApi, name: string, base: string): string | undefined {
  try {
    return pnp.resolveToUnqualified(name, join(base, "/")) ?? undefined;
  } catch {
    return undefined;
  }
}

function findExport(manifest: Manifest, subpath: string): string | undefined {
  try {
    return resolveExports(manifest, subpath === "" ? "." : `./${subpath}`, {
      conditions: ["module-sync"],
    })?.[0];
  } catch {
    return undefined;
  }
}

/** The rules for packages without `exports`: any file, and `main` or `index.js` for the package itself. */
function findLegacy(folder: string, subpath: string, manifest: Manifest): string | undefined {
  const asked = subpath || manifest.main || "index.js";
  const candidates = [asked, `${asked}.js`, `${asked}.cjs`, `${asked}/index.js`];
  if (subpath === "") candidates.push("index.js");
  return candidates.find((candidate) => isFile(join(folder, candidate)));
}

function readManifest(folder: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
