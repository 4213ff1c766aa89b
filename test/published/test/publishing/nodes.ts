import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { REPOSITORY } from "../../../fixtures/packages.js";

const run = promisify(execFile);

/** The other versions of Node that users have. */
export const NODE_MAJORS = [22, 24, 26] as const;

/**
 * Kept between runs. They are not dependencies, since npm would then put their `node` before the one that users run.
 */
const FOLDER = join(REPOSITORY, "node_modules/.cache/coffer-nodes");

/** Installs the programs, and returns them by major version. They are in Node's npm packages, one for each platform. */
export async function installNodes(): Promise<Record<(typeof NODE_MAJORS)[number], string>> {
  const wanted = `node-${process.platform}-${process.arch}`;
  const program = (major: number) => join(FOLDER, `node_modules/node-${major}/bin/node`);
  if (!NODE_MAJORS.every((major) => existsSync(program(major)))) {
    await mkdir(FOLDER, { recursive: true });
    await writeFile(join(FOLDER, "package.json"), JSON.stringify({ private: true }));
    const specs = NODE_MAJORS.map((major) => `node-${major}@npm:${wanted}@${major}`);
    await run("npm", ["install", "--no-audit", "--no-fund", "--no-bin-links", ...specs], { cwd: FOLDER });
  }
  return { 22: program(22), 24: program(24), 26: program(26) };
}
