import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const require = createRequire(import.meta.url);
const cwd = fileURLToPath(new URL("runners", import.meta.url));

/** The executable of a package. */
function binOf(name: string): string {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[name]);
}

/** What a test runner reports for the two suites, run in a child process. */
async function outcomeOf(args: readonly string[]): Promise<{ code: number; output: string }> {
  // Removes what vitest sets for its workers.
  const { PATH = "" } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: { PATH } }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout });
    });
  });
}

const count = (output: string, what: string) =>
  Number(new RegExp(`^# ${what} (\\d+)$`, "m").exec(output)?.[1]);

// The runners' default time for a case, 5 s or less, is too short on a busy machine.
const RUNNERS = [
  {
    name: "node:test",
    args: ["--test", "--test-reporter=tap", "node.test.mjs"],
    read: (output: string) => [count(output, "pass"), count(output, "fail"), count(output, "skipped")],
  },
  {
    name: "mocha",
    args: [binOf("mocha"), "--reporter=json", "--timeout=60000", "mocha.test.mjs"],
    read(output: string) {
      const { passes, failures, pending } = JSON.parse(output).stats;
      return [passes, failures, pending];
    },
  },
  {
    name: "vitest",
    args: [binOf("vitest"), "run", "--reporter=json", "--testTimeout=60000"],
    read(output: string) {
      const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(output);
      return [numPassedTests, numFailedTests, numPendingTests];
    },
  },
];

describe("the suites run by", () => {
  it.each(RUNNERS)(
    "$name: one case passes, one fails under its title, and one is skipped",
    async (runner) => {
      const { code, output } = await outcomeOf(runner.args);
      const [passed, failed, skipped] = runner.read(output);
      expect([failed, skipped]).toEqual([1, 1]);
      expect(passed).toBeGreaterThan(50);
      expect(code).not.toBe(0);
      expect(output).toContain("empty bytes are an error");
      expect(output).toContain("bytes after the value are an error [skipped: said so to see it skipped]");
    },
  );
});
