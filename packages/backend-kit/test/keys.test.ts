import { escapeGlob, isCacheKey, Keys, MadeKey } from "@coffer/backend-kit";
import type { CacheKey, KeyFunction, KeysSettings } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";

function keys(settings: Partial<KeysSettings> = {}): Keys {
  return new Keys({ prefix: "", version: 1, ...settings });
}

describe("a key in Redis", () => {
  test("is prefix, version and key, with a leading colon even without a prefix", () => {
    expect(keys().make("foo")).toBe(":1:foo");
    expect(keys({ prefix: "shop", version: 2 }).make("foo")).toBe("shop:2:foo");
  });

  test.each([
    [0, ":0:k"],
    [-1, ":-1:k"],
    [1.5, ":1.5:k"],
    ["v9", ":v9:k"],
    ["", "::k"],
  ])("may have any printable version: %j", (version, redisKey) => {
    expect(keys({ version }).make("k")).toBe(redisKey);
    expect(keys().make("k", { version })).toBe(redisKey);
  });

  test("has the version of the call, by default the cache's", () => {
    const two = keys({ version: 2 });
    expect(two.make("k", { version: 3 })).toBe(":3:k");
    expect(two.make("k", {})).toBe(":2:k");
    expect(two.make("k", { version: undefined })).toBe(":2:k");
    expect(two.make("k", { version: null as never })).toBe(":2:k");
  });

  test.each(["", " ", "a b\n\tc", "x".repeat(400), "ключ-鍵-🔑", "a:b:c", "*?[x]\\", "null"])(
    "may contain any text: %j",
    (key) => {
      expect(keys().make(key)).toBe(`:1:${key}`);
      expect(keys().make(key, { version: 2 })).toBe(`:2:${key}`);
    },
  );

  test.each([1, null, undefined, true, 5n, {}, [], Symbol("x"), Buffer.from("x"), { redisKey: 5 }])(
    "contains text only: %s is a TypeError",
    (key) => {
      expect(() => keys().make(key as string)).toThrow(TypeError);
      expect(() => keys().make(key as string, { version: 2 })).toThrow(
        /^key must be a string or a result of makeKey, got /,
      );
      expect(() => keys({ keyFunction: (each) => each }).make(key as string)).toThrow(TypeError);
      expect(() => keys().makeKey(key as string)).toThrow(TypeError);
    },
  );

  test("has an error message that suggests String() for a number", () => {
    const said = (key: unknown) => {
      try {
        return keys().make(key as string);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(said(5)).toMatch(/got 5: write String\(5\)$/);
    expect(said(5n)).toMatch(/got 5n: write String\(5n\)$/);
    expect(said(Number.NaN)).toMatch(/got NaN$/);
  });

  test.each([true, {}, [], 5n, Symbol("x")])(
    "needs a version that is a number or string, not %s",
    (version) => {
      expect(() => keys().make("k", { version: version as number })).toThrow(
        /^version must be a number or a string, got /,
      );
      expect(() => keys().pattern("k", { version: version as number })).toThrow(TypeError);
    },
  );

  test("has the prefix of the call if makeKey is given one", () => {
    expect(keys({ prefix: "shop" }).make("k", { prefix: "other" })).toBe("other:1:k");
    expect(keys({ prefix: "shop" }).make("k", { prefix: "" })).toBe(":1:k");
    expect(() => keys().make("k", { prefix: 5 as never })).toThrow(
      new TypeError("prefix must be a string, got 5"),
    );
  });
});

describe("a CacheKey", () => {
  test("is returned unchanged by makeKey, whatever the version and prefix", () => {
    const key = keys({ prefix: "shop" }).makeKey("foo");
    expect(String(key)).toBe("shop:1:foo");
    expect(keys({ prefix: "other" }).make(key, { version: 9, prefix: "x" })).toBe("shop:1:foo");
    expect(keys().makeKey(key, { version: 9 })).toBe(key);
  });

  test("keeps its original key, with colons", () => {
    expect(keys({ prefix: "a:b" }).makeKey("user:1", { version: 3 })).toMatchObject({
      redisKey: "a:b:3:user:1",
      original: "user:1",
      version: 3,
    });
    expect(keys({ version: "v1" }).makeKey("x").version).toBe("v1");
  });

  test("converts to the Redis key wherever a string is expected", () => {
    const key = keys().makeKey("foo");
    expect(`${key}`).toBe(":1:foo");
    expect(JSON.stringify({ key })).toBe('{"key":":1:foo"}');
  });

  test("has a brand that all copies of the core share", async () => {
    const { MadeKey: Theirs } = (await import(
      `${import.meta.resolve("@coffer/backend-kit").replace("index.js", "cache-key.js")}?another-copy`
    )) as { MadeKey: typeof MadeKey };
    const foreign: CacheKey = new Theirs("x:1:y", "y", 1, "x");
    expect(foreign).not.toBeInstanceOf(MadeKey);
    expect(isCacheKey(foreign)).toBe(true);
    expect(keys().make(foreign)).toBe("x:1:y");
    expect(isCacheKey(new MadeKey("a", "b", 1, ""))).toBe(true);
  });

  test("cannot be forged by parsed data, whatever its shape", () => {
    const shape = { redisKey: "x:1:y", original: "y", version: 1, prefix: "x" };
    const forged = [
      shape,
      JSON.parse(JSON.stringify(shape)),
      { ...keys().makeKey("k") },
      Object.create(shape),
    ];
    expect([null, undefined, "made", 5, {}, { redisKey: 5 }, ...forged].some(isCacheKey)).toBe(false);
    for (const each of forged)
      expect(() => keys().make(each)).toThrow(/^key must be a string or a result of makeKey/);
  });
});

describe("patterns of a key function", () => {
  const hash: KeyFunction = (key, prefix, version) => `${prefix}:${version}:${key.length}`;

  test.each<[string, KeyFunction]>([
    ["hashes", hash],
    ["hashes the whole key", (...parts) => String(parts.join().length)],
    ["encodes the star", (key, prefix) => `${prefix}:${Buffer.from(key).toString("base64")}`],
    ["throws for it", (key) => (key.includes("*") ? (undefined as never) : key)],
  ])("are rejected if it %s, with the reason", (_, keyFunction) => {
    const hashed = keys({ prefix: "shop", keyFunction });
    expect(hashed.make("k")).toEqual(expect.any(String));
    expect(() => hashed.pattern("*")).toThrow(/^KEY_FUNCTION returns keys that no pattern matches/);
    expect(() => hashed.patternOfPrefix()).toThrow(TypeError);
  });

  test.each<[string, KeyFunction]>([
    ["joins the parts differently", (key, prefix, version) => `${version}|${key}|${prefix}`],
    ["omits prefix and version", (key) => key],
    ["shortens long keys only", (key, prefix) => `${prefix}:${key.length > 100 ? key.length : key}`],
    ["throws for the sample", () => 5 as never],
  ])("work if it %s", (_, keyFunction) => {
    expect(keys({ prefix: "shop", keyFunction }).patternFault).toBeUndefined();
  });
});

describe("caches whose keys another cache's clear would delete", () => {
  test.each<[string, Partial<KeysSettings>, string, Partial<KeysSettings>, boolean]>([
    ["shop", {}, "shop:2", {}, true],
    ["shop", {}, "shop:-1:x", {}, true],
    ["shop", { version: "v9" }, "shop:v9", {}, true],
    ["shop", {}, "shop:eu", {}, false],
    ["shop", {}, "shop2", {}, false],
    ["shop:2", {}, "shop", {}, false],
    ["shop", {}, "shop", { version: 2 }, false],
    ["shop", { keyFunction: (key, prefix) => `${prefix}:${key}` }, "shop:eu", {}, true],
  ])("prefix %s %j, other prefix %s %j: %s", (prefix, own, otherPrefix, other, reaches) => {
    expect(keys({ prefix, ...own }).reaches(keys({ prefix: otherPrefix, ...other }))).toBe(reaches);
  });
});

describe("a lone surrogate", () => {
  const halves = ["x\ud83d", "\ude00x", "x😀".slice(0, 2)];

  test.each(halves)(
    "is rejected in keys, patterns, versions, prefixes and results of key functions: %j",
    (half) => {
      const refused = /must not have half of a character in it/;
      expect(() => keys().make(half)).toThrow(refused);
      expect(() => keys().make(half, { version: 2 })).toThrow(TypeError);
      expect(() => keys().makeKey(half)).toThrow(/^key must not have half/);
      expect(() => keys().pattern(half)).toThrow(/^pattern must not have half/);
      expect(() => keys().make("k", { version: half })).toThrow(/^version must not have half/);
      expect(() => keys().make("k", { prefix: half })).toThrow(/^prefix must not have half/);
      expect(() => keys({ keyFunction: () => half }).make("k")).toThrow(
        /^the result of KEY_FUNCTION must not/,
      );
      expect(keys().make("x😀")).toBe(":1:x😀");
    },
  );
});

describe("a key function", () => {
  const keyFunction = (key: string, prefix: string, version: unknown) => `${version}|${prefix}|${key}`;

  test("replaces the default Redis key", () => {
    expect(keys({ prefix: "p", keyFunction }).make("k")).toBe("1|p|k");
    expect(keys({ prefix: "p", keyFunction }).make("k", { version: 2, prefix: "q" })).toBe("2|q|k");
  });

  test.each([5, undefined, null, {}, Promise.resolve("x")])("must return a string, not %s", (returned) => {
    const bad = keys({ keyFunction: () => returned as string });
    expect(() => bad.make("k")).toThrow(/^KEY_FUNCTION must return a string, got /);
    expect(() => bad.pattern("k")).toThrow(TypeError);
  });

  test("receives the version as it is, and for patterns as an escaped string, like the prefix", () => {
    const seen: unknown[] = [];
    const spying = keys({
      prefix: "p*",
      keyFunction: (...given) => {
        seen.push(given);
        return given.join(":");
      },
    });
    spying.make("k", { version: 7 });
    expect(seen).toEqual([["k", "p*", 7]]);
    spying.pattern("k*", { version: 7 });
    expect(seen.at(-1)).toEqual(["k*", "p[*]", "7"]);
  });
});

describe("the key behind a Redis key", () => {
  test("is without prefix and version, so keys may contain colons", () => {
    expect(keys({ prefix: "shop" }).reverse("shop:1:user:1:name")).toBe("user:1:name");
    expect(keys().reverse(":1:")).toBe("");
  });

  test.each([
    ["a:b", 1],
    ["a:1:b", 1],
    [":", 1],
    ["a:", "v:9"],
  ])("is correct with colons in the prefix %j and the version %j", (prefix, version) => {
    const each = keys({ prefix, version });
    expect(each.reverse(each.make("k:1"))).toBe("k:1");
    expect(keys().reverse(keys().make("k:1", { prefix, version }), { prefix, version })).toBe("k:1");
  });

  test.each(["short", "", "one:colon", ":2:k", "other:1:k"])(
    "is the Redis key itself if it does not have this prefix and version: %j",
    (redisKey) => {
      expect(keys({ prefix: "shop" }).reverse(redisKey)).toBe(redisKey);
    },
  );

  test("is the result of the reverse key function, if there is one", () => {
    const reverseKeyFunction = (redisKey: string) => redisKey.toUpperCase();
    expect(keys({ reverseKeyFunction }).reverse(":1:k")).toBe(":1:K");
  });

  test("is the Redis key itself for a key function without a reverse", () => {
    const each = keys({ keyFunction: (key) => `k|${key}` });
    expect(each.reverse(each.make("a"))).toBe("k|a");
  });
});

describe("a pattern", () => {
  test.each([
    ["a*b", "a[*]b"],
    ["a?b", "a[?]b"],
    ["a[b]", "a[[]b]"],
    ["*?[", "[*][?][[]"],
    ["a\\b", "a\\\\b"],
    ["\\*", "\\\\[*]"],
    ["plain-text_:^", "plain-text_:^"],
    ["", ""],
  ])("escapes %j as %j", (text, escaped) => {
    expect(escapeGlob(text)).toBe(escaped);
    expect(keys({ prefix: text }).pattern("x*")).toBe(`${escaped}:1:x*`);
  });

  test("escapes prefix and version, but not the caller's pattern", () => {
    const each = keys({ prefix: "p*", version: "v?" });
    expect(each.pattern("user[12]*\\x")).toBe("p[*]:v[?]:user[12]*\\x");
    expect(each.pattern("*", { version: "*" })).toBe("p[*]:[*]:*");
    expect(each.pattern("*", { prefix: "a\\b", version: 2 })).toBe("a\\\\b:2:*");
  });

  test.each([undefined, null, 5, {}])("must be a string, not %s", (pattern) => {
    expect(() => keys().pattern(pattern as unknown as string)).toThrow(/^pattern must be a string, got /);
  });

  test("of the prefix matches every version, and owns() filters the keys", () => {
    const each = keys({ prefix: "a*" });
    expect(each.patternOfPrefix()).toBe("a[*]:*:*");
    expect(each.owns("a*:1:x")).toBe(true);
    expect(each.owns("a*:22:x:y")).toBe(true);
    expect(each.owns("a*:-3:x")).toBe(true);
    expect(each.owns("a*b:1:x")).toBe(false);
    expect(each.owns("ab:1:x")).toBe(false);
    expect(each.owns("a*:1")).toBe(false);
  });

  test("of the prefix a does not match the prefix a:b", () => {
    expect(keys({ prefix: "a" }).owns("a:b:1:x")).toBe(false);
    expect(keys({ prefix: "a:b" }).owns("a:b:1:x")).toBe(true);
    expect(keys({ prefix: "a", version: "b" }).owns("a:b:1:x")).toBe(true);
    expect(keys({ prefix: "a" }).owns("a:v9:x")).toBe(false);
    expect(keys({ prefix: "a", version: "v9" }).owns("a:v9:x")).toBe(true);
    expect(keys({ prefix: "a", version: "v9" }).owns("a:3:x")).toBe(true);
  });

  test("of a key function comes from that function, which owns every match", () => {
    const each = keys({ prefix: "p", keyFunction: (key, prefix, version) => `${prefix}/${version}/${key}` });
    expect(each.patternOfPrefix()).toBe("p/*/*");
    expect(each.owns("p/1/x")).toBe(true);
  });
});

test("known Redis keys are found by the keys of the cache's own prefix and version, and not with a key function", () => {
  const known = new Map([["a", "found"]]);
  const made = (settings?: Partial<KeysSettings>) => {
    const its = keys(settings);
    its.known = known;
    return [
      its.make("a"),
      its.make("a", {}),
      its.make("a", { version: 2 }),
      its.make("a", { prefix: "p" }),
      its.make("b"),
    ];
  };
  expect(made()).toEqual(["found", "found", ":2:a", "p:1:a", ":1:b"]);
  expect(made({ keyFunction: (key) => `own/${key}` })).toEqual(["own/a", "own/a", "own/a", "own/a", "own/b"]);
});
