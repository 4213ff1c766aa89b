import { DJANGO_SETTINGS, findDjangoSetting } from "@coffer/django-settings";
import { describe, expect, test } from "vitest";

// Tests in test/system check what each row means for a cache, with real settings.
describe("the table of Python's settings", () => {
  test("has each name once for each place", () => {
    const names = DJANGO_SETTINGS.map(({ place, name }) => `${place} ${name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("says for each rejected setting what to write instead", () => {
    const refused = DJANGO_SETTINGS.filter((row) => row.meaning === "refused");
    expect(refused.length).toBeGreaterThan(0);
    for (const row of refused) expect(row).toMatchObject({ instead: expect.stringMatching(/\w/) });
  });

  test("finds a setting by its name in its place only", () => {
    expect(findDjangoSetting("OPTIONS", "SERIALIZER")?.meaning).toBe("same");
    expect(findDjangoSetting("OPTIONS", "MAX_ENTRIES")?.meaning).toBe("no effect");
    expect(findDjangoSetting("top", "SERIALIZER")).toBeUndefined();
    expect(findDjangoSetting("OPTIONS", "serializer")).toBeUndefined();
  });
});
