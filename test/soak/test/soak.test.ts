import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { ALL } from "../../fixtures/client-groups.js";

const node = (file: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [
    "--expose-gc",
    fileURLToPath(new URL(file, import.meta.url)),
    ...args,
  ]);

/**
 * By default one driver, since most leaks would be the client's, and enough calls to notice 21 leaked bytes per call.
 * More calls on all drivers take a minute, so they run only with `npm run test:all`.
 */
const RUNS: readonly (readonly [driver: string, operations: number])[] = ALL
  ? [
      ["@coffer/connection-ioredis", 200_000],
      ["@coffer/connection-redis", 100_000],
      ["@coffer/connection-resp", 100_000],
    ]
  : [["@coffer/connection-ioredis", 50_000]];

it.concurrent.each(RUNS)(
  "on %s nothing grows over %i calls, lost connections and closed caches",
  async (driver, operations) => {
    const { stdout } = await node("../dist/main.js", "--operations", String(operations), "--driver", driver);
    expect(stdout).toContain("Nothing leaks.");
    expect(stdout).toMatch(new RegExp(`^\\| +${operations} \\|`, "m"));
  },
  600_000,
);

// Takes a quarter of a minute of both processors.
describe.runIf(ALL)("a leak is detected:", () => {
  it.concurrent.each([
    ["an object of every call", /the heap has grown by \d{7,} bytes/],
    ["caches that are not closed", /TCPSocketWrap has grown by \d\d handles/],
  ])(
    "%s",
    async (leak, fault) => {
      const { stdout } = await node("./support/leaking.mjs", leak);
      // The cache logs how many exceptions it ignored before.
      const report = stdout.trim().split("\n").at(-1) as string;
      expect(JSON.parse(report).join("\n")).toMatch(fault);
    },
    600_000,
  );
});

it("an invalid number of calls is rejected", async () => {
  await expect(node("../dist/main.js", "--operations", "many")).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--operations has to be a whole number from 1000, got many"),
  });
});
