import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { makeProject, serializers } from "../../../test/fixtures/project.js";
import { failureOf, labelOf } from "./support/loading.js";
import { contextOf, problemsOf, TextSerializer } from "./support/parts.js";

const FILES = {
  "package.json": { type: "module" },
  "evil.js": serializers("evil", "default", "Evil"),
  "plugins-evil.js": serializers("evil", "default"),
  "plugins/good.js": serializers("good", "default"),
  "plugins/deep/er.js": serializers("deeper", "default"),
  "plugins/..odd.js": serializers("odd", "default"),
  "node_modules/@acme/cache/package.json": { type: "module", exports: { ".": "./a.js", "./text": "./a.js" } },
  "node_modules/@acme/cache/a.js": serializers("@acme/cache", "default", "Text"),
  "node_modules/@acme/cache-evil/package.json": { type: "module", exports: "./a.js" },
  "node_modules/@acme/cache-evil/a.js": serializers("evil", "default"),
  "node_modules/evil/package.json": { type: "module", exports: "./a.js" },
  "node_modules/evil/a.js": serializers("evil", "default", "Evil"),
  "node_modules/@coffer/serializer-evil/package.json": { type: "module", exports: "./a.js" },
  "node_modules/@coffer/serializer-evil/a.js": serializers("evil", "default"),
};

describe("the allow list", () => {
  test.each([
    [["@acme/cache"], "@acme/cache"],
    [["@acme/cache"], "@acme/cache#Text"],
    [["@acme/cache"], "@acme/cache.Text"],
    [["@acme/cache/*"], "@acme/cache/text"],
    [["@acme/*"], "@acme/cache"],
    [["@acme/*"], "@acme/cache/text#Text"],
    [["./plugins/good.js"], "./plugins/good.js"],
    [["./plugins/good.js"], "./plugins/deep/../good.js#default"],
    [["./plugins/*"], "./plugins/good.js"],
    [["./plugins/*"], "./plugins/deep/er.js"],
    [["./plugins/*"], "./plugins/..odd.js"],
    [["./*"], "./evil.js"],
    [["@coffer/*"], "evil"],
    [["nothing", "@acme/cache"], "@acme/cache"],
  ])("%j lets %s through", async (allow, text) => {
    const base = await makeProject(FILES);
    expect(await labelOf(text, { base, allow })).toBeTypeOf("string");
  });

  test("compares real paths: a symbolic link leads out of no folder, and an allowed folder may be one", async () => {
    const base = await makeProject(FILES);
    const outside = await makeProject({
      "evil.js": serializers("evil", "default"),
      "package.json": { type: "module" },
    });
    await symlink(join(outside, "evil.js"), join(base, "plugins/linked.js"));
    await symlink(outside, join(base, "plugins/folder"));
    await symlink(join(base, "plugins"), join(base, "linked"));
    for (const text of ["./plugins/linked.js", "./plugins/folder/evil.js", "./linked/linked.js"]) {
      for (const allow of [["./plugins/*"], ["./linked/*"]]) {
        expect((await failureOf(text, { base, allow })).code).toBe("ERR_PLUGIN_NOT_ALLOWED");
      }
    }
    expect(await labelOf("./plugins/good.js", { base, allow: ["./linked/*"] })).toBe("good#default");
    expect(await labelOf("./linked/good.js", { base, allow: ["./plugins/*"] })).toBe("good#default");
    expect(await labelOf("./plugins/linked.js", { base, allow: [join(outside, "*")] })).toBe("evil#default");
    expect((await failureOf("./plugins/missing.js", { base, allow: ["./linked/*"] })).code).toBe(
      "ERR_PLUGIN_NOT_INSTALLED",
    );
  });

  test("matches a file by its path and by its URL, in any notation in either place", async () => {
    const base = await makeProject(FILES);
    const path = join(base, "plugins/good.js");
    const url = pathToFileURL(path).href;
    for (const entry of ["./plugins/good.js", path, url, `${pathToFileURL(join(base, "plugins"))}/*`]) {
      for (const text of ["./plugins/good.js", path, url]) {
        expect(await labelOf(text, { base, allow: [entry] })).toBe("good#default");
      }
    }
  });

  test.each([
    [[], "@acme/cache"],
    [[], "./plugins/good.js"],
    [["@acme/cache"], "@acme/cache-evil"],
    [["@acme/cache"], "@acme/cache/text"],
    [["@acme/cache/*"], "@acme/cache-evil"],
    [["@acme/cache/*"], "@acme/cache"],
    [["@coffer/*"], "@acme/cache"],
    [["@coffer/*"], "evil#default"],
    [["evil"], "evil"],
    [["@coffer/*"], "evil.Evil"],
    [["@coffer/*"], "./node_modules/@coffer/serializer-evil/a.js"],
    [["./plugins/*"], "./plugins/../evil.js"],
    [["./plugins/*"], "./plugins/./../evil.js#Evil"],
    [["./plugins/*"], "./plugins/deep/../../evil.js"],
    [["./plugins/*"], "./plugins//../evil.js"],
    [["./plugins/*"], "./plugins-evil.js"],
    [["./plugins/*"], "./plugins"],
    [["./plugins/*"], "./evil.js"],
    [["./plugins/*"], "evil"],
    [["./plugins/*"], "@acme/cache"],
    [["*"], "./evil.js"],
  ])("%j stops %s", async (allow, text) => {
    const base = await makeProject(FILES);
    expect(await failureOf(text, { base, allow })).toMatchObject({ code: "ERR_PLUGIN_NOT_ALLOWED" });
  });

  test.each([
    "@coffer/../evil",
    "@coffer/../../evil.js",
    "@coffer/x/../../evil",
    "@coffer/%2e%2e/evil",
    "@coffer/..\\evil",
  ])("cannot be escaped from: %s", async (text) => {
    const base = await makeProject(FILES);
    expect(await failureOf(text, { base, allow: ["@coffer/*"] })).toMatchObject({ code: "ERR_PLUGIN_PATH" });
  });

  test("blocks absolute paths and file: URLs that lead out", async () => {
    const base = await makeProject(FILES);
    const evil = join(base, "evil.js");
    for (const text of [
      evil,
      join(base, "plugins").concat("/../evil.js"),
      pathToFileURL(evil).href,
      `${pathToFileURL(join(base, "plugins"))}/../evil.js`,
      `${pathToFileURL(join(base, "plugins"))}/%2e%2e/evil.js`,
      `${pathToFileURL(evil)}#Evil`,
    ]) {
      expect(await failureOf(text, { base, allow: ["./plugins/*", "@coffer/*"] })).toMatchObject({
        code: "ERR_PLUGIN_NOT_ALLOWED",
      });
    }
  });

  test("applies to the target of an alias, not to the alias", async () => {
    const base = await makeProject(FILES);
    const text = "django_redis.serializers.json.JSONSerializer";
    expect(await failureOf(text, { base, allow: [text, "django_redis.serializers.json"] })).toMatchObject({
      code: "ERR_PLUGIN_NOT_ALLOWED",
    });
    expect(await failureOf(text, { base, allow: ["@coffer/serializer-json"] })).toMatchObject({
      code: "ERR_PLUGIN_NOT_INSTALLED",
    });
  });

  test("applies to every setting that names a plugin, nested ones too", async () => {
    const base = await makeProject(FILES);
    class Nesting extends TextSerializer {
      static options = {
        INNER: { type: "plugin", kind: { name: "redis client", is: "class" }, description: "Another." },
      };
    }
    const problems = await problemsOf(
      contextOf(
        {
          KEY_FUNCTION: "./evil.js",
          REVERSE_KEY_FUNCTION: "./evil.js",
          OPTIONS: {
            CLIENT_CLASS: "./evil.js",
            SERIALIZER: Nesting,
            COMPRESSOR: "./evil.js",
            CONNECTION_FACTORY: "./evil.js",
            LOGGER: "./evil.js",
            INNER: "./evil.js",
          },
        },
        {},
        { parent: base, allow: ["./plugins/*"] },
      ),
    );
    expect(problems.map(({ code }) => code)).toEqual(Array(7).fill("ERR_PLUGIN_NOT_ALLOWED"));
    const place = { parent: base, allow: ["./plugins/*"] };
    expect(await problemsOf(contextOf({ BACKEND: "./evil.js" }, {}, place))).toMatchObject([
      { code: "ERR_PLUGIN_NOT_ALLOWED", path: "CACHES.default.BACKEND" },
    ]);
  });

  test("applies to strings: classes passed by the application need no permission", async () => {
    const { options } = await contextOf({}, {}, { allow: [] });
    expect(options.SERIALIZER).toBe(TextSerializer);
  });
});
