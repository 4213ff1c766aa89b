import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { REPOSITORY } from "../../fixtures/packages.js";

/** The workspaces whose test results turbo may take from its cache. */
const cached = ["packages", "test", "examples"]
  .flatMap((folder) => readdirSync(join(REPOSITORY, folder)).map((name) => join(folder, name)))
  .filter((folder) => existsSync(join(REPOSITORY, folder, "turbo.json")));

const NAMED = /["'`](@coffer(?:-internal)?\/[a-z0-9-]+)["'`#/]/g;

it.each(cached)("the tests of %s run again after a change of what they use", (folder) => {
  const { name, dependencies, devDependencies } = JSON.parse(
    readFileSync(join(REPOSITORY, folder, "package.json"), "utf8"),
  );
  const declared = new Set([name, ...Object.keys({ ...dependencies, ...devDependencies })]);
  // Turbo's hash does not cover the Redis server that is installed on the machine.
  expect([...declared]).not.toContain("@coffer-internal/servers");
  const files = readdirSync(join(REPOSITORY, folder, "test"), { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.m?[jt]s$/.test(file),
  );
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const text = readFileSync(join(REPOSITORY, folder, "test", file), "utf8");
    const used = [...text.matchAll(NAMED)].map(([, used]) => used as string);
    expect(
      used.filter((each) => !declared.has(each)),
      file,
    ).toEqual([]);
  }
});
