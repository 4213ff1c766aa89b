import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

/**
 * Registers a hook that prints the URL of each imported module, then imports the core and prints how long that took.
 */
const PROGRAM = `
import { register } from "node:module";
const hook = \`
  import { writeSync } from "node:fs";
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context);
    writeSync(1, found.url + "\\\\n");
    return found;
  }\`;
if (process.argv[1] === "hook") register("data:text/javascript," + encodeURIComponent(hook));
const start = performance.now();
await import("@coffer/cache-core");
if (process.argv[1] !== "hook") console.log(performance.now() - start);
`;

async function importCore(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", PROGRAM, ...args], {
    cwd: new URL("..", import.meta.url),
  });
  return stdout;
}

test("importing the core loads only its own files and Node's modules", async () => {
  const urls = (await importCore("hook"))
    .trim()
    .split("\n")
    .filter((url) => !url.startsWith("data:"));
  const own = new URL("../dist/", import.meta.url).href;
  expect(urls).toContain(`${own}index.js`);
  expect(urls.filter((url) => !url.startsWith(own) && !url.startsWith("node:"))).toEqual([]);
});

test("importing the core does not load the code for settings and plugins", async () => {
  const urls = (await importCore("hook")).split("\n");
  expect(
    urls.filter((url) =>
      /\/dist\/(?:plugins\/(?:plugin-loader|resolve)|settings\/(?:read|resolve-[^f])|build-caches)/.test(url),
    ),
  ).toEqual([]);
});

test("the import time of the core is printed but not asserted", async () => {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push(Number(await importCore()));
  times.sort((one, two) => one - two);
  console.log(`import of the core: ${times[2]?.toFixed(1)} ms (median of ${times.length})`);
  expect(times.every((time) => time > 0)).toBe(true);
});
