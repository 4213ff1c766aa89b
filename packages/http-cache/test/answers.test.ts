import { describe, expect, test } from "vitest";
import { directivesOf } from "../src/answers/directives.js";
import { Entry, type StoredHead } from "../src/answers/entry.js";
import { httpDate } from "../src/answers/http-date.js";

describe("directives", () => {
  test.each([
    ["MAX-AGE=5, Public", { "max-age": "5", public: "" }],
    ['a="x, no-store", max-age="7"', { a: "x, no-store", "max-age": "7" }],
    ["max-age=1, max-age=2", { "max-age": "1" }],
    [
      "max-age='5', s-maxage=-1, stale-if-error=1.5",
      { "max-age": "0", "s-maxage": "0", "stale-if-error": "0" },
    ],
    [" , ,no-cache", { "no-cache": "" }],
    [undefined, {}],
  ])("%s", (header, wanted) => {
    expect(Object.fromEntries(directivesOf(header))).toEqual(wanted);
  });
});

test.each([
  ["Sun, 06 Nov 1994 08:49:37 GMT", Date.UTC(1994, 10, 6, 8, 49, 37)],
  ["Sunday, 06-Nov-33 08:49:37 GMT", Date.UTC(2033, 10, 6, 8, 49, 37)],
  ["Sun Nov  6 08:49:37 1994", Date.UTC(1994, 10, 6, 8, 49, 37)],
  ["Sun, 06 Nov 1994 08:49:37 UTC", Number.NaN],
  ["Sun 06 Nov 1994 08:49:37 GMT", Number.NaN],
  ["0", Number.NaN],
])("the date %s", (text, wanted) => {
  expect(httpDate(text)).toBe(wanted);
});

describe("a response that arrived 100 seconds ago", () => {
  const entry = (control: string, more: Partial<StoredHead> = {}) =>
    new Entry({
      status: 200,
      headers: { "cache-control": control },
      age: 0,
      at: Date.now() - 100_000,
      selected: {},
      family: "a",
      ...more,
    });
  const asked = (control?: string) => ({
    method: "GET",
    url: "/",
    origin: "http://a.example",
    key: "",
    headers: control === undefined ? {} : { "cache-control": control },
  });

  test.each([
    ["max-age=1000", undefined, "fresh"],
    ["max-age=1000, must-revalidate", undefined, "fresh"],
    ["max-age=1000, proxy-revalidate", undefined, "fresh"],
    ["max-age=10, s-maxage=1000", undefined, "fresh"],
    ["max-age=50", undefined, "none"],
    ["max-age=50", "max-stale", "stale"],
    ["max-age=50", "max-stale=10", "none"],
    ["max-age=50, must-revalidate", "max-stale", "none"],
    ["max-age=50, stale-while-revalidate=500", undefined, "stale"],
    ["max-age=50, stale-while-revalidate=10", undefined, "none"],
    ["max-age=50, stale-while-revalidate=500, must-revalidate", undefined, "none"],
    ["max-age=1000", "max-age=10", "none"],
    ["max-age=1000", "min-fresh=2000", "none"],
    ["max-age=1000", "no-cache", "none"],
    ["max-age=1000, no-cache", undefined, "none"],
  ])("with %s is, for %s, %s", (control, wanted, use) => {
    expect(entry(control).useFor(asked(wanted))).toBe(use);
  });

  test("is as old as its Age on arrival plus the time since", () => {
    expect(Math.floor(entry("max-age=1000", { age: 50 }).age)).toBeGreaterThanOrEqual(150);
    expect(entry("max-age=140", { age: 50 }).useFor(asked())).toBe("none");
  });

  test("is kept as long as it can be useful, and no longer", () => {
    expect(entry("max-age=1000").keptFor(60)).toBe(0);
    expect(entry("max-age=1000, stale-if-error=30").keptFor(60)).toBe(30);
    expect(entry("max-age=1000, stale-while-revalidate=90").keptFor(60)).toBe(60);
    const headers = { "cache-control": "max-age=1000", etag: '"a"' };
    expect(entry("", { headers }).keptFor(60)).toBe(60);
  });
});
