// `npm run docs:reference`: writes the settings reference in both languages from what the plugins declare.
import { mkdirSync, writeFileSync } from "node:fs";
import { faults, settingsPage } from "./settings-page.mjs";

for (const [language, path] of /** @type {const} */ ([
  ["en", "reference/settings.md"],
  ["zh", "zh/reference/settings.md"],
])) {
  const file = new URL(`../${path}`, import.meta.url);
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, settingsPage(language));
}
for (const text of faults.untranslated) console.error(`not in settings-zh.json: ${JSON.stringify(text)}`);
for (const text of faults.unused) console.error(`declared by nothing any more: ${JSON.stringify(text)}`);
if (faults.untranslated.length + faults.unused.length > 0) process.exitCode = 1;
