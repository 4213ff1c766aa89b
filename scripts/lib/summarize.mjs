import { appendFileSync } from "node:fs";

/** Shows Markdown on the page of a run on GitHub; elsewhere nothing. @param {string} markdown */
export function summarize(markdown) {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (file !== undefined && file !== "") appendFileSync(file, `${markdown}\n`);
}
