import { readFileSync } from "node:fs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const AsyncFunction = /** @type {any} */ (async () => {}).constructor;

/**
 * Runs the program of the README in which `text` occurs, so that its instructions are tested.
 * @param {string} text
 * @param {Record<string, unknown>} names the names that the program uses
 */
export async function runFromReadme(text, names) {
  const programs = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, program = ""]) => program);
  const program = programs.find((each) => each.includes(text));
  await new AsyncFunction(...Object.keys(names), program)(...Object.values(names));
}
