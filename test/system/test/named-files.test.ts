import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: it is not compiled.
import { MUTATIONS } from "../../../scripts/mutations/table.mjs";
// biome-ignore lint/correctness/useImportExtensions: it is not compiled.
import { SUITES } from "../../../scripts/servers/suites.mjs";
import { REPOSITORY } from "../../fixtures/packages.js";

// Both run only at night, so a moved file would be noticed too late.

const missing = ({ workspace, files }: { workspace: string; files: readonly string[] }) =>
  files.map((file) => join(workspace, file)).filter((path) => !existsSync(join(REPOSITORY, path)));

it.each(MUTATIONS.map((row) => [row.promise, row] as const))(
  "the planted fault is possible, and its tests exist: %s",
  (_promise, { file, find, tests }) => {
    expect(readFileSync(join(REPOSITORY, file), "utf8").split(find)).toHaveLength(2);
    expect(tests.flatMap(missing)).toEqual([]);
  },
);

it.each(SUITES.map((suite) => [suite.en, suite] as const))(
  "the tests for servers exist: %s",
  (_name, suite) => {
    expect(missing(suite)).toEqual([]);
  },
);

/** The files that tell people and workflows what to run in this repository. */
const INSTRUCTIONS = [
  ".ci/run",
  "CONTRIBUTING.md",
  "README.md",
  ...[".github/workflows", "scripts", "bench"].flatMap(filesIn),
];

it("has every script that a workflow, a script or CONTRIBUTING names", () => {
  const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
  const named = INSTRUCTIONS.flatMap((file) => {
    const text = readFileSync(join(REPOSITORY, file), "utf8");
    return [...text.matchAll(/npm run ([a-z][a-z:-]*)/g)].map(([, name]) => ({ file, name: name as string }));
  });
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
});

function filesIn(folder: string): string[] {
  const entries = readdirSync(join(REPOSITORY, folder), { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`);
}
