// `npm run docs:reference`: writes the settings reference, and what Python's settings mean, in both languages.
import { mkdirSync, writeFileSync } from "node:fs";
import { faults as djangoFaults, djangoPart } from "./django-part.mjs";
import { faults, settingsPage } from "./settings-page.mjs";

for (const [language, path] of /** @type {const} */ ([
  ["en", "reference/settings.md"],
  ["zh", "zh/reference/settings.md"],
])) {
  const file = new URL(`../${path}`, import.meta.url);
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, settingsPage(language));
}
for (const [language, path] of /** @type {const} */ ([
  ["en", "parts/django-settings.md"],
  ["zh", "parts/django-settings.zh.md"],
])) {
  writeFileSync(new URL(`../${path}`, import.meta.url), djangoPart(language));
}
for (const text of djangoFaults.untranslated) console.error(`not in django-zh.json: ${JSON.stringify(text)}`);
for (const text of djangoFaults.unused)
  console.error(`no more in django-settings.ts: ${JSON.stringify(text)}`);
for (const text of faults.untranslated) console.error(`not in settings-zh.json: ${JSON.stringify(text)}`);
for (const text of faults.unused) console.error(`declared by nothing any more: ${JSON.stringify(text)}`);
if ([faults, djangoFaults].some(({ untranslated, unused }) => untranslated.length + unused.length > 0))
  process.exitCode = 1;
