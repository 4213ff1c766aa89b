// A copy of the built files, and of the tests, in which faults can be planted. The packages in its node_modules are
// the copy's own; all others are those of the repository.
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../lib/run.mjs";

const LEFT_OUT = new Set([".git", ".turbo", "node_modules", "coverage", ".vitepress", ".sources"]);

/** @returns {string} its folder, which the caller removes */
export function copyRepository() {
  const copy = mkdtempSync(path.join(os.tmpdir(), "coffer-mutations-"));
  cpSync(root, copy, {
    recursive: true,
    filter: (from) => !LEFT_OUT.has(path.basename(from)),
    preserveTimestamps: true,
  });
  for (const folder of ["", ...workspaces()]) {
    const modules = path.join(root, folder, "node_modules");
    if (existsSync(modules)) linkAll(modules, path.join(copy, folder, "node_modules"));
  }
  return copy;
}

function workspaces() {
  return ["packages", "examples", "test", "."].flatMap((parent) =>
    readdirSync(path.join(root, parent)).map((name) => path.join(parent, name)),
  );
}

/** @param {string} from @param {string} to */
function linkAll(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const source = path.join(from, name);
    const target = path.join(to, name);
    const isLink = lstatSync(source).isSymbolicLink();
    // The links to our own packages are relative, and so lead into the copy there.
    if (isLink) symlinkSync(readlinkSync(source), target);
    // A scope may contain such links. Vite writes into .vite, which must not be shared.
    else if (name.startsWith("@")) linkAll(source, target);
    else if (!name.startsWith(".") || name === ".bin") symlinkSync(source, target);
  }
}
