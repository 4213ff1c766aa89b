import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
// biome-ignore lint/correctness/useImportExtensions: it is not compiled.
import { faults as djangoFaults, djangoPart } from "../scripts/django-part.mjs";
// biome-ignore lint/correctness/useImportExtensions: it is not compiled.
import { faults, settingsPage } from "../scripts/settings-page.mjs";

const read = (page: string) => readFileSync(new URL(`../${page}`, import.meta.url), "utf8");

describe("the settings reference (else run: npm run docs:reference)", () => {
  it("is in English what the plugins declare now", () => {
    expect(read("reference/settings.md")).toBe(settingsPage("en"));
  });

  it("is in Chinese what the plugins declare now", () => {
    expect(read("zh/reference/settings.md")).toBe(settingsPage("zh"));
  });

  it("has every declared text in docs/scripts/settings-zh.json, and there is none that nothing declares", () => {
    expect(faults).toEqual({ untranslated: [], unused: [] });
  });
});

describe("what Python's settings mean (else run: npm run docs:reference)", () => {
  it.each([
    ["en", "parts/django-settings.md"],
    ["zh", "parts/django-settings.zh.md"],
  ] as const)("is in %s what the table says now", (language, part) => {
    expect(read(part)).toBe(djangoPart(language));
  });

  it("has every sentence of the table in docs/scripts/django-zh.json, and there is none that is gone", () => {
    expect(djangoFaults).toEqual({ untranslated: [], unused: [] });
  });
});
