import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { ALL } from "../../test/fixtures/client-groups.js";

const run = promisify(execFile);
const DOCS = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

/** What a program of a package prints, warnings and all. It rejects where the program fails, as VitePress does at a dead link. */
async function output(name: string, program: string, ...args: string[]): Promise<string> {
  const path = join(dirname(require.resolve(`${name}/package.json`)), program);
  const { stdout, stderr } = await run(process.execPath, [path, ...args], { cwd: DOCS });
  return stdout + stderr;
}

function pagesWithout(pattern: RegExp): string[] {
  const dist = `${DOCS}.vitepress/dist/`;
  return readdirSync(dist, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".html") && !pattern.test(readFileSync(dist + file, "utf8")),
  );
}

// With `npm run test:all`: a minute of both processors. links.test.ts finds dead links of the text always.
it.runIf(ALL)(
  "the site builds without a dead link or a warning, API reference included",
  async () => {
    expect(await output("typedoc", "bin/typedoc")).not.toMatch(/\bwarn/i);
    expect(await output("vitepress", "bin/vitepress.js", "build")).not.toMatch(/\bwarn|\(!\)|falling back/i);
    for (const page of ["index", "zh/index", "guide/locks", "zh/guide/locks", "reference/api/index"]) {
      expect(existsSync(`${DOCS}.vitepress/dist/${page}.html`), page).toBe(true);
    }
    expect(pagesWithout(/<meta property="og:description" content="[^"]/)).toEqual([]);
  },
  600_000,
);
