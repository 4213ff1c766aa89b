import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { PACKAGES, REPOSITORY } from "../../../fixtures/packages.js";
import { BUDGETS } from "./budgets.js";

const run = promisify(execFile);

/** The bytes of all modules that an import loads, directly and indirectly. */
async function loadedBy(name: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "coffer-loaded-"));
  try {
    await run(process.execPath, ["--input-type=module", "-e", `import ${JSON.stringify(name)}`], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: { ...process.env, NODE_V8_COVERAGE: folder },
    });
    const [report = ""] = await readdir(folder);
    const { result } = JSON.parse(await readFile(join(folder, report), "utf8")) as {
      result: { url: string }[];
    };
    const files = result.flatMap(({ url }) => (/^file:.*\.[cm]?js$/.test(url) ? [fileURLToPath(url)] : []));
    const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The bytes of each package as it is downloaded. */
let packed: ReadonlyMap<string, number>;
beforeAll(async () => {
  // One npm process for all packages: npm takes longer to start than to pack.
  const workspaces = [...PACKAGES.keys()].map((name) => `--workspace=${name}`);
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", ...workspaces], {
    cwd: REPOSITORY,
    maxBuffer: 2 ** 26,
  });
  const all = Object.values(JSON.parse(stdout) as Record<string, { name: string; size: number }>);
  packed = new Map(all.map(({ name, size }) => [name, size]));
});

const kib = (bytes: number) => Math.ceil(bytes / 1024);

describe.each([...PACKAGES.values()])("$manifest.name costs no more than its budget", ({ manifest }) => {
  const budget = BUDGETS[manifest.name];

  test("to download", () => {
    expect(kib(packed.get(manifest.name) as number), "KiB packed").toBeLessThanOrEqual(
      budget?.packed as number,
    );
  });

  const isModule = manifest.exports?.["."] !== undefined;
  const title = isModule ? "to load" : "to load (it is a program: there is no module to import)";
  test.skipIf(!isModule)(title, async () => {
    expect(kib(await loadedBy(manifest.name)), "KiB loaded").toBeLessThanOrEqual(budget?.loaded as number);
  });
});
