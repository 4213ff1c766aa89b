import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
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
