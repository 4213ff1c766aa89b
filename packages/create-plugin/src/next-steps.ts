import { KINDS } from "./kinds.js";
import { pluginString } from "./plugin-string.js";
import type { Plugin } from "./write-plugin.js";

/** What to do with a newly generated plugin. */
export function nextSteps(folder: string, { name, kind }: Plugin): string {
  const { empties, setting } = KINDS[kind];
  const where = empties === undefined ? "" : `     # on ${empties}`;
  return `
${name} is in ${folder}. Next:

  cd ${folder}
  npm install
  npm test${where}

It passes the contract tests of its kind as it is. Change the code in src/, put your name into package.json and
LICENSE, and when the tests pass again: npm publish. Applications then name it in their settings:

  ${setting(pluginString(name))}
`;
}
