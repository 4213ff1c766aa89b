// Three problems of lockfiles that appear only on other machines. npm forgets the binaries of other platforms when it
// updates a lockfile next to an existing node_modules, and then `npm ci` fails on those platforms. It may leave out
// the dependencies of a package in a workspace's own node_modules, and `npm ci` accepts that. And a registry address
// in it makes everyone download from there, whether it is reachable or not.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./run.mjs";

/** @typedef {Record<string, string>} Ranges */
/** @typedef {{ resolved?: string, link?: boolean, dependencies?: Ranges, optionalDependencies?: Ranges }} Entry */

/** The problems of the lockfile, a sentence each. */
export function lockfileFaults() {
  /** @type {{ packages: Record<string, Entry> }} */
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  const names = new Set(Object.keys(packages).map((folder) => folder.split("node_modules/").at(-1)));
  /** @type {string[]} */
  const faults = [];
  for (const [folder, { resolved, link, dependencies, optionalDependencies }] of Object.entries(packages)) {
    if (resolved !== undefined && !link) faults.push(`${folder}: "resolved" names a registry`);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (!names.has(name)) faults.push(`${folder}: its dependency ${name} is not in the lockfile`);
    }
  }
  return faults;
}
