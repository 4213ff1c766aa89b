import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../../fixtures/packages.js";

const WORKFLOWS = join(REPOSITORY, ".github/workflows");

// Whoever gains control of an action's repository can move a tag to other code, but cannot change a commit.
test.each(readdirSync(WORKFLOWS))(
  "%s refers to third-party actions by commit, and names the version in a comment",
  (file) => {
    const text = readFileSync(join(WORKFLOWS, file), "utf8");
    const actions = [...text.matchAll(/\buses: (.*)/g)].map(([, action]) => action as string);
    const others = actions.filter((action) => !action.startsWith("./"));
    expect(others.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual(
      [],
    );
  },
);
