import { ensureInstalled } from "./install.mjs";
import { run } from "./run.mjs";
import { ensureSystemPackages } from "./system-packages.mjs";

/** Installs and builds what tests need; ends the process if that fails. */
export function prepareTests() {
  ensureInstalled();
  ensureSystemPackages();
  // Builds everything before the first test: tests name plugins by string, which no package.json has to declare. With
  // only the declared dependencies of a workspace, its tests would run before the named package is built. Only the
  // page of the inspector is built by another tool.
  if (run("tsc", ["-b"]) && run("npm", ["run", "--silent", "build", "--workspace=packages/inspector"]))
    return;
  console.error("The build failed: the text above says why. No test ran.");
  process.exit(1);
}
