import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compiledSerializers, type Files, makeProject, serializers } from "../../../test/fixtures/project.js";
import { failureOf, labelOf } from "./support/loading.js";
import { clientOf, createFrom, problemsOf } from "./support/parts.js";

const ESM = serializers("esm", "default", "Named");
const CJS = compiledSerializers("cjs", "default", "Named");

/** A package `acme-cache` next to the application. */
function acme(manifest: object, files: Files): Files {
  const inside = Object.entries(files).map(([path, content]) => [`node_modules/acme-cache/${path}`, content]);
  return { "node_modules/acme-cache/package.json": manifest, ...Object.fromEntries(inside) };
}

describe("a package is resolved as the application's own import would resolve it", () => {
  test.each<[what: string, manifest: object, files: Files, text: string, label: string]>([
    [
      "exports is a path",
      { type: "module", exports: "./a.js" },
      { "a.js": ESM },
      "acme-cache#default",
      "esm#default",
    ],
    [
      "exports has only import",
      { exports: { ".": { import: "./a.mjs" } } },
      { "a.mjs": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "exports has conditions without a dot",
      { exports: { import: "./a.mjs" } },
      { "a.mjs": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "exports has types and default",
      { type: "module", exports: { ".": { types: "./a.d.ts", default: "./a.js" } } },
      { "a.js": ESM, "a.d.ts": "" },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "exports has both twins, CommonJS first",
      { exports: { ".": { require: "./a.cjs", import: "./a.mjs" } }, main: "./a.cjs" },
      { "a.mjs": ESM, "a.cjs": CJS },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "exports has both twins below node",
      { exports: { ".": { node: { require: "./a.cjs", import: "./a.mjs" }, default: "./b.js" } } },
      { "a.mjs": ESM, "a.cjs": CJS, "b.js": "throw 1" },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "exports has module-sync",
      { exports: { ".": { "module-sync": "./a.mjs", default: "./a.cjs" } } },
      { "a.mjs": ESM, "a.cjs": CJS },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "exports takes precedence over main and module",
      { exports: "./a.mjs", main: "./a.cjs", module: "./b.mjs" },
      { "a.mjs": ESM, "a.cjs": CJS, "b.mjs": "throw 1" },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "exports is a list of fallbacks",
      { exports: { ".": ["./a.mjs", "./a.cjs"] } },
      { "a.mjs": ESM, "a.cjs": CJS },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "a subpath is exported by name",
      { exports: { "./text": "./dist/a.mjs" } },
      { "dist/a.mjs": ESM },
      "acme-cache/text",
      "esm#default",
    ],
    [
      "a subpath is exported by pattern",
      { exports: { "./*": "./dist/*.mjs" } },
      { "dist/text.mjs": ESM },
      "acme-cache/text#Named",
      "esm#Named",
    ],
    [
      "there is no exports, but main",
      { type: "module", main: "lib/a.js" },
      { "lib/a.js": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "exports is null",
      { type: "module", main: "lib/a.js", exports: null },
      { "lib/a.js": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "main has no ending",
      { type: "module", main: "./lib/a" },
      { "lib/a.js": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "main is a folder",
      { type: "module", main: "lib" },
      { "lib/index.js": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "main is a folder with a slash",
      { type: "module", main: "./lib/" },
      { "lib/index.js": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "main is missing, but there is an index",
      { type: "module", main: "gone.js" },
      { "index.js": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "there is neither exports nor main",
      { type: "module" },
      { "index.js": ESM },
      "acme-cache#Named",
      "esm#Named",
    ],
    [
      "there is neither, and a subpath with its ending",
      { type: "module" },
      { "lib/a.js": ESM },
      "acme-cache/lib/a.js",
      "esm#default",
    ],
    [
      "there is neither, and a subpath without one",
      { type: "module" },
      { "lib/a.js": ESM },
      "acme-cache/lib/a",
      "esm#default",
    ],
    [
      "CommonJS was compiled from ESM: default",
      { main: "./a.js" },
      { "a.js": CJS },
      "acme-cache#default",
      "cjs#default",
    ],
    [
      "CommonJS was compiled from ESM: by name",
      { main: "./a.js" },
      { "a.js": CJS },
      "acme-cache#Named",
      "cjs#Named",
    ],
    [
      "CommonJS is a class itself",
      {},
      { "index.js": "module.exports = class { static label = 'itself'; dumps() {} loads() {} };" },
      "acme-cache#default",
      "itself",
    ],
    [
      "CommonJS is a class itself, with itself as default",
      {},
      {
        "index.js":
          "module.exports = class A { static label = 'itself'; dumps() {} loads() {} }; module.exports.default = module.exports; module.exports.__esModule = true;",
      },
      "acme-cache#default",
      "itself",
    ],
    [
      "CommonJS names its exports in a literal",
      {},
      {
        "index.js":
          "class Named { static label = 'literal'; dumps() {} loads() {} }\nmodule.exports = { Named };",
      },
      "acme-cache.Named",
      "literal",
    ],
  ])("%s", async (_what, manifest, files, text, label) => {
    const base = await makeProject(acme(manifest, files));
    expect(await labelOf(text, { base })).toBe(label);
  });

  test("a scoped package, in node_modules of a folder above", async () => {
    const base = await makeProject({
      "node_modules/@acme/cache/package.json": { type: "module", exports: "./a.js" },
      "node_modules/@acme/cache/a.js": ESM,
    });
    expect(await labelOf("@acme/cache", { base: join(base, "apps/shop/src") })).toBe("esm#default");
  });

  test("the nearest of several", async () => {
    const base = await makeProject({
      ...acme({ type: "module", exports: "./a.js" }, { "a.js": serializers("far", "default") }),
      "apps/shop/node_modules/acme-cache/package.json": { type: "module", exports: "./a.js" },
      "apps/shop/node_modules/acme-cache/a.js": serializers("near", "default"),
    });
    expect(await labelOf("acme-cache#default", { base: join(base, "apps/shop/src") })).toBe("near#default");
    expect(await labelOf("acme-cache#default", { base: join(base, "apps/other") })).toBe("far#default");
  });

  test("a folder without package.json is skipped", async () => {
    const base = await makeProject({
      ...acme({ type: "module", exports: "./a.js" }, { "a.js": ESM }),
      "app/node_modules/acme-cache/left-over.txt": "",
    });
    expect(await labelOf("acme-cache#default", { base: join(base, "app") })).toBe("esm#default");
  });

  test("a linked package, by its real path, with the dependencies next to that", async () => {
    const base = await makeProject({
      "elsewhere/acme-cache/package.json": { name: "acme-cache", type: "module", exports: "./a.js" },
      "elsewhere/acme-cache/a.js": `import { label } from "helper"; export default class { static label = label; dumps() {} loads() {} }`,
      "elsewhere/node_modules/helper/package.json": { type: "module", exports: "./h.js" },
      "elsewhere/node_modules/helper/h.js": "export const label = new URL('..', import.meta.url).pathname;",
      "app/package.json": { type: "module" },
    });
    await mkdir(join(base, "app/node_modules"));
    await symlink(join(base, "elsewhere/acme-cache"), join(base, "app/node_modules/acme-cache"), "dir");
    expect(await labelOf("acme-cache#default", { base: join(base, "app") })).toBe(
      join(base, "elsewhere/node_modules/"),
    );
  });

  test("a package by its own name, as in its own tests", async () => {
    const base = await makeProject({
      "package.json": { name: "acme-cache", type: "module", exports: "./a.js" },
      "a.js": ESM,
    });
    expect(await labelOf("acme-cache#default", { base: join(base, "test") })).toBe("esm#default");
  });

  test("the same class as the application's own import, however it is linked or named", async () => {
    const base = await makeProject({
      "package.json": { type: "module" },
      "real/package.json": { name: "acme-cache", type: "module", exports: "./a.js" },
      "real/a.js": serializers("real", "default", "Named"),
      "settings.js": `
        import Default, { Named } from "acme-cache";
        const of = (SERIALIZER) => ({ LOCATION: "redis://127.0.0.1", OPTIONS: { SERIALIZER } });
        export default { CACHES: { imported: of(Default), named: of("acme-cache#default"), path: of("./real/a.js"),
          dotted: of("acme-cache.Named"), other: of(Named) } };`,
    });
    await mkdir(join(base, "node_modules"));
    await symlink(join(base, "real"), join(base, "node_modules/acme-cache"), "dir");
    const caches = await createFrom(join(base, "settings.js"));
    const serializer = (alias: string) => clientOf(caches, alias).context.options.SERIALIZER;
    expect(serializer("named")).toBe(serializer("imported"));
    expect(serializer("path")).toBe(serializer("imported"));
    expect(serializer("dotted")).toBe(serializer("other"));
  });
});

describe("an installed package is never reported as missing", () => {
  test("its own dependency is missing, which is reported when the settings are read", async () => {
    const base = await makeProject(
      acme({ type: "module", exports: "./a.js" }, { "a.js": 'import "no-such-helper";' }),
    );
    const failure = await failureOf("acme-cache#default", { base });
    expect(failure.code).toBe("ERR_PLUGIN_BROKEN");
    expect(failure.message).toMatch(
      /"acme-cache#default" was found in file:.*\/acme-cache\/a\.js and fails while it loads: Error: Cannot find package 'no-such-helper'/,
    );
    expect(failure.cause).toMatchObject({ code: "ERR_MODULE_NOT_FOUND" });
  });

  test("one of its own files is missing", async () => {
    const base = await makeProject(acme({ type: "module", exports: "./dist/a.js" }, {}));
    expect(await failureOf("acme-cache#default", { base })).toMatchObject({ code: "ERR_PLUGIN_BROKEN" });
  });

  test("CommonJS requires a missing module", async () => {
    const base = await makeProject(acme({}, { "index.js": 'require("no-such-helper");' }));
    const failure = await failureOf("acme-cache#default", { base });
    expect(failure).toMatchObject({ code: "ERR_PLUGIN_BROKEN", cause: { code: "MODULE_NOT_FOUND" } });
  });

  test("it has a syntax error", async () => {
    const base = await makeProject(
      acme({ type: "module", exports: "./a.js" }, { "a.js": "export default clas {}" }),
    );
    const failure = await failureOf("acme-cache#default", { base });
    expect(failure).toMatchObject({ code: "ERR_PLUGIN_BROKEN", cause: { name: "SyntaxError" } });
    expect(failure.message).toContain("fails while it loads: SyntaxError: ");
  });

  test.each([
    ["an error", 'throw new RangeError("no licence");', "RangeError: no licence"],
    ["something else", 'throw "a tantrum";', "a tantrum"],
    ["nothing", "throw undefined;", "undefined"],
  ])("it throws %s while it loads", async (_what, source, why) => {
    const base = await makeProject(acme({ type: "module", exports: "./a.js" }, { "a.js": source }));
    const failure = await failureOf("acme-cache#default", { base });
    expect(failure.code).toBe("ERR_PLUGIN_BROKEN");
    expect(failure.message).toBe(
      `CACHES.default.OPTIONS.SERIALIZER: "acme-cache#default" was found in file://${base}/node_modules/acme-cache/a.js and fails while it loads: ${why}`,
    );
  });

  test.each<[what: string, manifest: object, text: string]>([
    ["exports is for require alone", { exports: { ".": { require: "./a.cjs" } } }, "acme-cache#default"],
    ["the subpath is not exported", { exports: { ".": "./a.mjs" } }, "acme-cache/text"],
    ["exports forbids the subpath", { exports: { "./*": "./*.mjs", "./text": null } }, "acme-cache/text"],
    ["there is neither exports nor such a file", {}, "acme-cache/text"],
    ["there is nothing to load at all", {}, "acme-cache#default"],
    ["a file is requested as a folder", { main: "a.cjs" }, "acme-cache/a.cjs/text"],
  ])("but does not export this: %s", async (_what, manifest, text) => {
    const base = await makeProject(acme(manifest, { "a.mjs": ESM, "a.cjs": CJS, "text.mjs": ESM }));
    const failure = await failureOf(text, { base });
    expect(failure.code).toBe("ERR_PLUGIN_NOT_EXPORTED");
    expect(failure.message).toContain(
      `the package in ${base}/node_modules/acme-cache does not export this module; see "exports" in its package.json`,
    );
  });

  test("even when package.json cannot be read", async () => {
    const base = await makeProject({ "node_modules/acme-cache/package.json": "{ not json" });
    const failure = await failureOf("acme-cache#default", { base });
    expect(failure.code).toBe("ERR_PLUGIN_BROKEN");
    expect(failure.message).toContain(`${base}/node_modules/acme-cache/package.json`);
  });
});

describe("a file", () => {
  test.each([
    ["does not exist", "./gone.js"],
    ["is a folder", "./plugins"],
    ["lies below a file", "./plugins/text.js/deeper.js"],
    ["lacks its ending", "./plugins/text"],
  ])("%s", async (_what, text) => {
    const base = await makeProject({ "package.json": { type: "module" }, "plugins/text.js": ESM });
    const failure = await failureOf(text, { base });
    expect(failure.code).toBe("ERR_PLUGIN_NOT_INSTALLED");
    expect(failure.message).toBe(
      `CACHES.default.OPTIONS.SERIALIZER: ${JSON.stringify(text)} is not installed: there is no file ${join(base, text)}. Paths are relative to the settings file, or to "parent"`,
    );
  });

  test("with odd characters in its path is loaded", async () => {
    const base = await makeProject({ "my plugins/a%20b?é.mjs": ESM });
    expect(await labelOf("./my plugins/a%20b?é.mjs", { base })).toBe("esm#default");
  });
});

test("one plugin that fails does not hide the others", async () => {
  const base = await makeProject();
  const of = (SERIALIZER: string) => ({ LOCATION: "redis://127.0.0.1", OPTIONS: { SERIALIZER } });
  const problems = await problemsOf(
    createFrom({ CACHES: { a: of("acme-one#A"), b: of("node:fs"), c: of("./c.js") } }, base),
  );
  expect(problems.map(({ code, message }) => [message.split(":")[0], code])).toEqual([
    ["CACHES.a.OPTIONS.SERIALIZER", "ERR_PLUGIN_NOT_INSTALLED"],
    ["CACHES.b.OPTIONS.SERIALIZER", "ERR_PLUGIN_PATH"],
    ["CACHES.c.OPTIONS.SERIALIZER", "ERR_PLUGIN_NOT_INSTALLED"],
  ]);
});
