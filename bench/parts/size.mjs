import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { table } from "../lib/format.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/**
 * A package of this repository, and those of its dependencies that are, too.
 *
 * @param {string} name
 * @returns {Promise<string[]>}
 */
async function withOwn(name) {
  const file = new URL(`../../packages/${name.replace("@coffer/", "")}/package.json`, import.meta.url);
  const { dependencies = {} } = JSON.parse(await readFile(file, "utf8"));
  const own = Object.keys(dependencies).filter((each) => each.startsWith("@coffer/"));
  return [...new Set([name, ...(await Promise.all(own.map(withOwn))).flat()])];
}

const CORE = await withOwn("@coffer/cache-core");
const USUAL = await withOwn("coffer");

/** What a user installs, by the READMEs; the first two from this repository. */
const SETS = [
  { name: "@coffer/cache-core alone", packages: CORE },
  { name: "**coffer** (core, client, ioredis, JSON)", packages: USUAL },
  { name: "ioredis", packages: ["ioredis"] },
  { name: "node-redis", packages: ["redis"] },
  { name: "keyv, @keyv/redis", packages: ["keyv", "@keyv/redis"] },
  { name: "cache-manager, keyv, @keyv/redis", packages: ["cache-manager", "keyv", "@keyv/redis"] },
  { name: "bentocache, ioredis", packages: ["bentocache", "ioredis"] },
  { name: "unstorage, ioredis", packages: ["unstorage", "ioredis"] },
];

/** @param {string} folder */
async function sizeOf(folder) {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((entry) => entry.isFile() && entry.name !== ".package-lock.json")
    .map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/**
 * Installs into an empty application and measures the result.
 *
 * @param {string} folder
 * @param {string[]} specs
 */
async function install(folder, specs) {
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps"];
  await run("npm", ["install", ...flags, ...specs], { cwd: folder });
  const record = await readFile(path.join(folder, "node_modules/.package-lock.json"), "utf8");
  const bytes = await sizeOf(path.join(folder, "node_modules"));
  return { packages: Object.keys(JSON.parse(record).packages).length, bytes };
}

/** @returns {Promise<import("../contract.d.ts").Report>} */
export async function measureSize() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "coffer-size-"));
  try {
    const { devDependencies } = JSON.parse(
      await readFile(new URL("../package.json", import.meta.url), "utf8"),
    );
    const workspaces = USUAL.flatMap((name) => ["-w", name]);
    const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder, ...workspaces], {
      cwd: ROOT,
    });
    /** @type {Map<string, string>} */
    const tarballs = new Map();
    for (const { name, filename } of JSON.parse(stdout)) tarballs.set(name, path.join(folder, filename));
    const rows = [];
    for (const { name, packages } of SETS) {
      const application = await mkdtemp(path.join(folder, "application-"));
      const specs = packages.map((name) => tarballs.get(name) ?? `${name}@${devDependencies[name]}`);
      const installed = await install(application, specs);
      rows.push([name, String(installed.packages), (installed.bytes / 1_000_000).toFixed(2)]);
    }
    return {
      markdown: ["## Installed size", table(["", "packages", "MB of files"], rows)].join("\n\n"),
      figures: {},
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : error;
    console.error(`Installed size: left out, since the packages could not be installed: ${reason}`);
    return { markdown: "", figures: {} };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
