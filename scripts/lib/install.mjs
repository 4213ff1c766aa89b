// `npm test` and `npm run demo` work in a bare clone, so they first install what the lockfile says; since they run
// often, they must not repeat that if nothing changed.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root, run } from "./run.mjs";

/** @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, peer?: boolean }} Entry */

/**
 * @param {string} file
 * @returns {Record<string, Entry>}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), "utf8")).packages;
  } catch {
    return {};
  }
}

/** Whether node_modules matches the lockfile, by npm's own record of what it installed. */
function isInstalled() {
  const wanted = readPackages("package-lock.json");
  const present = readPackages("node_modules/.package-lock.json");
  const folders = Object.keys(wanted).filter((folder) => folder.includes("node_modules/"));
  return (
    Object.keys(present).every((folder) => folder in wanted) &&
    folders.every((folder) => {
      const [a, b] = [wanted[folder], present[folder]];
      // npm leaves out optional packages for other platforms.
      return b === undefined
        ? a?.optional === true
        : a?.version === b.version && a?.integrity === b.integrity;
    })
  );
}

/** Installs the dependencies if they are missing or do not match the lockfile; ends the process if that fails. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log("Installing dependencies (npm ci) ...");
  if (run("npm", ["ci", "--no-audit", "--no-fund"])) return;
  console.error(
    "npm ci failed: the text above says why. It needs a registry within reach (npm config get registry).",
  );
  process.exit(1);
}
