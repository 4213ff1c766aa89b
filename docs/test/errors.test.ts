import { readFileSync } from "node:fs";
import { ERROR_CODES } from "@coffer/cache-core";
import { expect, it } from "vitest";

const page = readFileSync(new URL("../guide/errors.md", import.meta.url), "utf8");

it("every error code has its row on the page of errors, and there is none that does not exist", () => {
  const rows = [...page.matchAll(/^\| `(ERR_[A-Z_]+)` \|/gm)].map(([, code]) => code);
  expect(rows.toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted());
});

it("no other code is spoken of", () => {
  const spoken = new Set(page.match(/\bERR_[A-Z_]+/g));
  expect([...spoken].filter((code) => !(code in ERROR_CODES))).toEqual([]);
});
