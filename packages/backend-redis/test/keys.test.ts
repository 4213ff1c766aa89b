import type { CacheSettings } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { makeProject } from "../../../test/fixtures/project.js";
import { contextOf, createCaches, PARTS } from "./support/parts.js";

describe("the keys of a cache", () => {
  test("has no prefix and version 1 by default", async () => {
    expect((await contextOf()).keys.make("foo")).toBe(":1:foo");
    expect((await contextOf({ KEY_PREFIX: "shop", VERSION: 7 })).keys.make("foo")).toBe("shop:7:foo");
    expect((await contextOf({ KEY_PREFIX: null, VERSION: null })).keys.make("foo")).toBe(":1:foo");
  });

  test("is a problem of the settings", async () => {
    await expect(contextOf({ KEY_PREFIX: "x\ud83d", VERSION: "\ude00" })).rejects.toMatchObject({
      problems: [
        { message: expect.stringMatching(/KEY_PREFIX: must be text without half of a character/) },
        { message: expect.stringMatching(/VERSION: must be text without half of a character/) },
      ],
    });
  });
  test("may be a plugin string, and a bad one fails when the caches are created", async () => {
    const base = await makeProject({
      "package.json": { type: "module" },
      "keys.js": `export const make = (key, prefix, version) => [prefix, version, key].join("/");
        export const reverse = (made) => made.split("/").slice(2).join("/");`,
    });
    const settings = {
      KEY_PREFIX: "p",
      KEY_FUNCTION: "./keys.js#make",
      REVERSE_KEY_FUNCTION: "./keys.js#reverse",
    };
    const context = await contextOf(settings, {}, { parent: base });
    expect(context.keys.make("a/b")).toBe("p/1/a/b");
    expect(context.keys.reverse("p/1/a/b")).toBe("a/b");
    await expect(contextOf({ KEY_FUNCTION: "./keys.js#gone" }, {}, { parent: base })).rejects.toThrow(
      /CACHES\.default\.KEY_FUNCTION: "\.\/keys\.js#gone".* has no export "gone"; it has make, reverse/,
    );
  });
});

describe("caches whose keys another cache's clear would delete", () => {
  /** Their OPTIONS, with stubs as plugins. */
  function stubbed(caches: Record<string, CacheSettings>): Record<string, CacheSettings> {
    return Object.fromEntries(
      Object.entries(caches).map(([alias, cache]) => [
        alias,
        { ...cache, OPTIONS: { ...PARTS, ...cache.OPTIONS } },
      ]),
    );
  }

  test("are reported by createCaches, as are key functions that hash", async () => {
    const warned: string[] = [];
    const LOGGER = { error: () => {}, warn: (message: string) => warned.push(message) };
    const LOCATION = "redis://127.0.0.1:1/1";
    const caches = await createCaches({
      CACHES: stubbed({
        shop: { LOCATION, KEY_PREFIX: "shop", OPTIONS: { LOGGER } },
        two: { LOCATION, KEY_PREFIX: "shop:2" },
        elsewhere: { LOCATION: "redis://127.0.0.1:1/2", KEY_PREFIX: "shop:3" },
        hashed: {
          LOCATION,
          KEY_PREFIX: "h",
          KEY_FUNCTION: (key: string) => String(key.length),
          OPTIONS: { LOGGER },
        },
      }),
    });
    expect(caches.warnings).toEqual([
      expect.stringMatching(
        /^CACHES\.shop\.KEY_PREFIX: clear\(\) of this cache would delete the keys of CACHES\.two/,
      ),
      expect.stringMatching(
        /^CACHES\.hashed\.KEY_FUNCTION: KEY_FUNCTION returns keys that no pattern matches/,
      ),
    ]);
    expect(warned).toEqual(caches.warnings.map((warning) => `coffer's settings: ${warning}`));
  });
});
