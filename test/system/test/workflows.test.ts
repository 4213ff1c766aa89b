import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../../fixtures/packages.js";

const WORKFLOWS = join(REPOSITORY, ".github/workflows");

// A tag can be moved to other code by whoever gets hold of it; a commit cannot.
test.each(readdirSync(WORKFLOWS))(
  "%s names the actions of others by commit, and says which version that is",
  (file) => {
    const text = readFileSync(join(WORKFLOWS, file), "utf8");
    const actions = [...text.matchAll(/\buses: (.*)/g)].map(([, action]) => action as string);
    const others = actions.filter((action) => !action.startsWith("./"));
    expect(others.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
      [],
    );
  },
);
