import { readFile } from "node:fs/promises";
import { startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { expect, test } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { CACHE_TESTS, runCacheTests } from "./support/cache-tests.js";
import { KNOWN_FAILURES } from "./support/known-failures.js";

const REQUIRED = 165;
const KNOWN = KNOWN_FAILURES.flatMap(({ tests }) => tests);

test.runIf(ALL)(
  "the required ones of cache-tests pass, except for the known failures",
  async () => {
    await using server = await startServer();
    await using caches = await createCaches({ CACHES: { default: { LOCATION: server.url() } } });
    const required = (await runCacheTests(caches.get())).filter(({ kind }) => kind === "required");
    expect(required).toHaveLength(REQUIRED);
    // In both directions: a test that passes must not be a known failure.
    const failing = required.filter(({ failure }) => failure !== undefined);
    expect(failing.map(({ id }) => id).sort(), JSON.stringify(failing)).toEqual([...KNOWN].sort());
  },
  300_000,
);

test("the README names the suite, how many tests pass, and why each of the others does not", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(CACHE_TESTS);
  expect(readme).toContain(`Of the ${REQUIRED} required tests`);
  expect(readme).toContain(`${REQUIRED - KNOWN.length} pass`);
  for (const { tests, why } of KNOWN_FAILURES) {
    expect(readme).toContain(`| ${tests.map((id) => `\`${id}\``).join(", ")} | ${why} |`);
  }
});
