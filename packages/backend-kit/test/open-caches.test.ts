import { openCaches } from "@coffer/backend-kit";
import { Caches, type createCaches } from "@coffer/cache-core";
import { expect, test } from "vitest";

const none = new Caches(new Map());

test("returns given caches without importing coffer", async () => {
  const importCoffer = () => Promise.reject(new Error("must not be imported"));
  expect(await openCaches({ caches: none }, "@example/adapter", importCoffer)).toBe(none);
});

test("passes settings and the options of createCaches on unchanged", async () => {
  const given: unknown[] = [];
  const create: typeof createCaches = async (...args) => {
    given.push(args);
    return none;
  };
  const source = { settings: "settings.json", parent: import.meta, allow: ["@coffer/*"], ready: true };
  expect(await openCaches(source, "@example/adapter", async () => ({ createCaches: create }))).toBe(none);
  expect(given).toEqual([["settings.json", { parent: import.meta, allow: ["@coffer/*"] }]]);
});

test("says what to do if coffer is not installed", async () => {
  const cause = new Error("Cannot find package 'coffer'");
  await expect(openCaches({}, "@example/adapter", () => Promise.reject(cause))).rejects.toMatchObject({
    message: "@example/adapter cannot load coffer: install it too, or give caches instead of settings",
    cause,
  });
});
