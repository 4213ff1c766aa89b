import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { settingsReference } from "@coffer/settings-schema";
import { afterAll, beforeAll, expect, test } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: it is not compiled.
import { firstPartyPlugins } from "../../../../scripts/lib/first-party-plugins.mjs";
import { REPOSITORY } from "../../../fixtures/packages.js";

/** The type that has the settings of a level. */
const TYPES = { top: "Settings", cache: "CacheSettings", OPTIONS: "CacheOptions" };

/** By package: an expression of the type of each setting that it or one of its plugins declares. */
const settings = new Map<string, Set<string>>();
for (const { name, level, plugins } of settingsReference(await firstPartyPlugins())) {
  for (const plugin of plugins.length === 0 ? ["@coffer/cache-core"] : plugins) {
    const [owner] = plugin.split("#") as [string];
    const types = settings.get(owner) ?? new Set();
    settings.set(owner, types.add(`${TYPES[level]}["${name}"]`));
  }
}

let folder: string;
beforeAll(async () => {
  // In the repository, where the packages are found.
  folder = await mkdtemp(join(REPOSITORY, "test/published/types-"));
});
afterAll(() => rm(folder, { recursive: true }));

const run = promisify(execFile);

// One program per package: types that one package imports would hide that another one does not.
test.each([...settings])(
  "TypeScript knows every setting of %s if it is the only import",
  async (owner, types) => {
    const program = [
      `import type { ${Object.values(TYPES).join(", ")} } from "@coffer/cache-core";`,
      `import type {} from "${owner}";`,
      `export type All = [${[...types].join(", ")}];`,
    ];
    const file = join(folder, `${owner.replace("@coffer/", "")}.ts`);
    await writeFile(file, program.join("\n"));
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node"];
    const how = ["--ignoreConfig", "--module", "nodenext", "--target", "es2022"];
    const tsc = join(REPOSITORY, "node_modules/.bin/tsc");
    const { stdout } = await run(tsc, [...options, ...how, file]).catch((error) => error);
    expect(stdout).toBe("");
  },
);
