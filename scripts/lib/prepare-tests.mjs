import { ensureInstalled } from "./install.mjs";
import { run } from "./run.mjs";
import { ensureSystemPackages } from "./system-packages.mjs";

/** Installs and builds what tests need; ends the process where that fails. */
export function prepareTests() {
  ensureInstalled();
  ensureSystemPackages();
  // All of it before the first test: tests name plugins by string, which no package.json has to declare. Whoever
  // built only what a workspace declares would run its tests before the package that they name is there.
  // The page of the inspector is the one thing that another tool builds.
  if (run("tsc", ["-b"]) && run("npm", ["run", "--silent", "build", "--workspace=packages/inspector"]))
    return;
  console.error("The build failed: the text above says why. No test ran.");
  process.exit(1);
}
