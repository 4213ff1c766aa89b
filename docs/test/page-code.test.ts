import { execFile } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createCaches } from "coffer";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bareCode } from "./lib/bare-code.js";
import { filesOf, programsOf, writeFiles } from "./lib/page-files.js";
import { allPages, ROOT } from "./lib/pages.js";

const run = promisify(execFile);
const FOLDER = fileURLToPath(new URL("../.pages/code/", import.meta.url));

/** What a program says, on both of its outputs, whether it succeeds or not. */
const outputOf = (program: string, ...args: string[]): Promise<string> =>
  run(process.execPath, [program, ...args], { cwd: FOLDER }).then(
    () => "",
    ({ stdout, stderr }) => stdout + stderr,
  );

/** Languages whose code is the same in every language of people. */
const CODE = /^(?:js|ts|tsx|json|vue|python|sh|yaml|dockerfile)$/;

const FIXTURES = fileURLToPath(new URL("pages", import.meta.url));

const pages = allPages();
const files = pages.flatMap((page) => filesOf(page.fences).map((file) => ({ page, ...file })));

describe("the code of the pages", () => {
  beforeAll(() => {
    for (const { slug, translation, fences } of pages) {
      writeFiles(FOLDER + slug, filesOf(fences));
      if (translation !== undefined) writeFiles(`${FOLDER}zh/${slug}`, filesOf(translation.fences));
    }
  });
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  it("stands in the page itself, so that GitHub shows it", () => {
    const including = pages.flatMap((page) => [page, ...(page.translation ? [page.translation] : [])]);
    expect(including.filter(({ text }) => /^<<< /m.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("is the same in Chinese but for its comments", () => {
    for (const { path, fences, translation } of pages) {
      if (translation === undefined) continue;
      const [english, chinese] = [fences, translation.fences].map((each) =>
        each
          .filter(({ lang }) => CODE.test(lang))
          .map(({ lang, title, copyOf, code }) => ({ lang, title, copyOf, code: bareCode(lang, code) })),
      );
      expect(chinese, path).toEqual(english);
    }
  });

  it("is formatted by biome at 74 columns, and no comment is longer", async () => {
    const config = {
      root: true,
      vcs: { enabled: false },
      formatter: { indentStyle: "space", lineWidth: 74 },
      javascript: { parser: { unsafeParameterDecoratorsEnabled: true } },
      linter: { enabled: false },
      assist: { enabled: false },
    };
    writeFileSync(join(FOLDER, "biome.json"), `${JSON.stringify(config, null, 2)}\n`);
    const biome = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
    expect(await outputOf(biome, "ci", "--colors=off", "--max-diagnostics=none", ".")).toBe("");
    const long = pages
      .flatMap(({ path, fences, translation }) => [
        ...fences.map((fence) => ({ path, ...fence })),
        ...(translation?.fences ?? []).map((fence) => ({ path: `zh: ${path}`, ...fence })),
      ])
      .filter(({ lang }) => CODE.test(lang))
      .flatMap(({ path, code }) => code.split("\n").map((line) => ({ path, line })))
      .filter(({ line }) => /^\s*\/\/|;\s+\/\/ /.test(line) && line.length > 80);
    expect(long).toEqual([]);
  });

  it("has the types, and the errors of types, that it says it has", async () => {
    const config = {
      extends: "../../../tsconfig.base.json",
      compilerOptions: {
        ...{ noEmit: true, allowJs: true, experimentalDecorators: true },
        ...{ composite: false, declaration: false, declarationMap: false, isolatedDeclarations: false },
        // What a page shows need not be used, and Nest's constructors have parameters that are properties.
        ...{ noUnusedLocals: false, noUnusedParameters: false, erasableSyntaxOnly: false },
      },
      include: ["**/*.ts", "**/*.tsx"],
      exclude: [
        "zh",
        ...files.filter(({ copyOf }) => copyOf).map(({ page, name }) => `${page.slug}/${name}`),
      ],
    };
    writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(config));
    if (!files.some(({ name, copyOf }) => /\.tsx?$/.test(name) && copyOf === undefined)) return;
    expect(await outputOf(join(ROOT, "node_modules/typescript/bin/tsc"), "-p", FOLDER)).toBe("");
  });

  it("has settings without a problem, whose plugins are found", async () => {
    for (const { page, name, code } of files) {
      if (!name.endsWith(".json")) continue;
      const settings = JSON.parse(code);
      if (!("CACHES" in settings)) continue;
      for (const [, variable = ""] of code.matchAll(/\$\{(\w+)/g)) vi.stubEnv(variable, "1");
      const caches = await createCaches(join(FOLDER, page.slug, name)).catch((error) => {
        throw new Error(`${page.path}: ${error.message}`);
      });
      await caches.close();
    }
  });

  it("is, where it is a copy of an example, in step with it", () => {
    for (const { path, fences } of pages) {
      for (const { lang, code, copyOf } of fences) {
        if (copyOf === undefined) continue;
        const example = readFileSync(join(ROOT, copyOf), "utf8");
        expect(bareCode(lang, code), `${path}: ${copyOf}`).toBe(bareCode(lang, example));
      }
    }
  });

  it("asserts nothing, but in tests: it prints, and comments say what", () => {
    const assertive = files.filter(({ name, code }) => !/\.test\.\w+$/.test(name) && /\bassert\b/.test(code));
    expect(assertive.map(({ page, name }) => `${page.path}: ${name}`)).toEqual([]);
  });

  it("needs every fixture that there is", () => {
    const withPrograms = pages.filter(({ fences }) => programsOf(filesOf(fences)).length > 0);
    const slugs = withPrograms.map(({ slug }) => `${slug}.ts`);
    const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" });
    expect(fixtures.filter((name) => name.endsWith(".ts") && !slugs.includes(name))).toEqual([]);
  });
});
