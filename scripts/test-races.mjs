// `npm run test:races`: the tests in which threads or processes race for seconds, at full length. CI runs it after
// `npm test`, which has a short round of each.
import { env, run } from "./lib/run.mjs";

/**
 * Workspaces, and their files of races.
 *
 * @type {readonly (readonly [workspace: string, file: string])[]}
 */
const RACES = [
  ["test/system", "test/tags/race.test.ts"],
  ["packages/layer-near", "test/race.test.ts"],
];

for (const [workspace, file] of RACES) {
  const args = ["test", "--workspace", workspace, "--", file];
  if (!run("npm", args, { env: { ...env, COFFER_TEST_ALL: "1" } })) process.exitCode = 1;
}
