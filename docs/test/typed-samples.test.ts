import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const project = fileURLToPath(new URL("../tsconfig.samples.json", import.meta.url));

it("the samples in TypeScript have the types, and the mistakes, that they say they have", async () => {
  const output = await run(process.execPath, [tsc, "-p", project]).catch(({ stdout }) => ({ stdout }));
  expect(output.stdout).toBe("");
}, 300_000);
