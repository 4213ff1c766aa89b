import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diagnose, expectProblem } from "./support/diagnose.js";
import { inProcess } from "./support/in-process.js";
import { makeProject, settingsFor } from "./support/project.js";

const NOWHERE = "redis://127.0.0.1:1/0";

describe("broken settings files: each problem is named, with what to do", () => {
  test("an unknown option", () =>
    expectProblem(
      settingsFor(NOWHERE, { COMPRESOR: "zlib" }),
      /^CACHES\.default\.OPTIONS\.COMPRESOR: unknown option/,
      /^write COMPRESSOR$/,
    ));

  test("a plugin that is not installed", () =>
    expectProblem(
      settingsFor(NOWHERE, { SERIALIZER: "@acme/cache" }),
      /OPTIONS\.SERIALIZER: "@acme\/cache" is not installed/,
      /^npm install @acme\/cache$/,
    ));

  test("a class of a Python project, which is not a package to install", () =>
    expectProblem(
      settingsFor(NOWHERE, { REDIS_CLIENT_CLASS: "my.CustomRedis" }),
      /OPTIONS\.REDIS_CLIENT_CLASS: "my\.CustomRedis".* looks like a Python path/,
      /^leave it out, or name a package .* or a file/,
    ));

  test("a misspelled path of django-redis", () =>
    expectProblem(
      settingsFor(NOWHERE, { CLIENT_CLASS: "django_redis.client.HerdClint" }),
      /looks like a Python path/,
      /^write django_redis\.client\.HerdClient$/,
    ));

  test("a backend of Django without a counterpart", () =>
    expectProblem(
      settingsFor(NOWHERE, {}, { BACKEND: "django.core.cache.backends.db.DatabaseCache" }),
      /^CACHES\.default\.BACKEND: .*DatabaseCache has no counterpart/,
      /^there is no cache in a database: use Redis$/,
    ));

  test("an argument of redis-py that is rejected, and one in the wrong place", async () => {
    await expectProblem(
      settingsFor(NOWHERE, { CONNECTION_POOL_KWARGS: { connection_class: "redis.SSLConnection" } }),
      /CONNECTION_POOL_KWARGS\.connection_class/,
      /^leave it out: .*rediss:\/\//,
    );
    await expectProblem(
      settingsFor(NOWHERE, { max_connections: 5 }),
      /OPTIONS\.max_connections: belongs into CONNECTION_POOL_KWARGS/,
      /^move it into CONNECTION_POOL_KWARGS$/,
    );
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ["a misspelled short name", { COMPRESSOR: "zlb" }, /^write zlib$/],
    ["the bare name of a class", { CLIENT_CLASS: "HerdClient" }, /^write @coffer\/client-herd#HerdClient$/],
    ["the bare name of an unknown class", { CLIENT_CLASS: "MyClient" }, /^write its package before it/],
    ["TLS in upper case", { SSL: true }, /^move it into CONNECTION_POOL_KWARGS as ssl$/],
  ])("%s", (_what, options, advice) =>
    expectProblem(settingsFor(NOWHERE, options), /^CACHES\.default\.OPTIONS\./, advice),
  );

  test.each<[string, Record<string, unknown>, RegExp]>([
    ["a missing LOCATION", { LOCATION: null }, /^write a URL such as/],
    ["a semicolon between servers", { LOCATION: `${NOWHERE};${NOWHERE}` }, /^write a comma, or a list$/],
  ])("%s", (_what, cache, advice) =>
    expectProblem(settingsFor(NOWHERE, {}, cache), /^CACHES\.default\.LOCATION: /, advice),
  );

  test("a setting of a cache in place of its alias", () =>
    expectProblem(
      { CACHES: { LOCATION: NOWHERE } },
      /^CACHES\.LOCATION: it looks like a setting/,
      /^write it under an alias, as in /,
    ));

  test("a missing export", () =>
    expectProblem(
      settingsFor(NOWHERE, { SERIALIZER: "@coffer/serializer-json#Jason" }),
      /has no export "Jason"; it has .*JsonSerializer/,
      /name one of the exports/,
    ));

  test("a plugin that fails while it loads", () =>
    expectProblem(
      settingsFor(NOWHERE, { SERIALIZER: "./broken.mjs" }),
      /broken\.mjs and fails while it loads: Error: no licence/,
      /correct the module/,
      { "broken.mjs": 'throw new Error("no licence")' },
    ));

  test("a module of the wrong kind", () =>
    expectProblem(
      settingsFor(NOWHERE, { SERIALIZER: "@coffer/compressor-zlib" }),
      /is not a serializer: it lacks the methods dumps, loads/,
      /name a plugin of this kind/,
    ));

  test("JSON that does not parse", () =>
    expectProblem(
      '{"CACHES": {"default": {},}}',
      /coffer\.settings\.json cannot be read: .*JSON/,
      /correct the JSON/,
    ));

  test("an environment variable that is not set", () =>
    expectProblem(
      settingsFor(NOWHERE, { PASSWORD: "$" + "{COFFER_TEST_NOT_SET}" }),
      /OPTIONS\.PASSWORD: .*COFFER_TEST_NOT_SET/,
      /^set COFFER_TEST_NOT_SET in the environment/,
    ));

  test("an invalid timeout", () =>
    expectProblem(
      settingsFor(NOWHERE, {}, { TIMEOUT: "soon" }),
      /^CACHES\.default\.TIMEOUT: must be a number of seconds, a duration .*'soon'/,
      /^give it a number of seconds, a duration such as "30s"/,
    ));

  test("an option that belongs next to OPTIONS", () =>
    expectProblem(
      settingsFor(NOWHERE, { KEY_PREFIX: "shop" }),
      /^CACHES\.default\.OPTIONS\.KEY_PREFIX: .*belongs next to OPTIONS/,
      /^move it out of OPTIONS$/,
    ));

  test("a ${ without a variable", () =>
    expectProblem(
      settingsFor(NOWHERE, { PASSWORD: "pa${ss" }),
      /^CACHES\.default\.OPTIONS\.PASSWORD: write \$\{ with the name of an environment variable/,
      /^name an environment variable in the braces, or double the \$/,
    ));

  test("no caches", () =>
    expectProblem({}, /^CACHES: must be an object with a cache by its alias/, /^give it an object with/));

  test.each([
    [
      "throws",
      'throw new Error("no vault")',
      /cannot be read: no vault$/,
      /^correct the settings file: it fails/,
    ],
    [
      "has no default export",
      "export const CACHES = {};",
      /cannot be read: it has no default export$/,
      /^write export default \{ CACHES: /,
    ],
  ])("a module that %s", async (_, source, text, advice) => {
    const cwd = await makeProject({ "settings.mjs": source });
    const { code, stdout } = await inProcess(["doctor", "--settings", "settings.mjs", "--json"], { cwd });
    const [{ findings }] = JSON.parse(stdout).sections;
    expect(findings).toEqual([
      { level: "problem", text: expect.stringMatching(text), advice: expect.stringMatching(advice) },
    ]);
    expect(code).toBe(1);
  });

  test("an invalid address", () =>
    expectProblem(
      settingsFor("http://localhost"),
      /CACHES\.default\.LOCATION: .*unknown scheme http/,
      /^write redis:\/\/host:6379\/0/,
    ));

  test("many problems at once, each with what to do", async () => {
    const options = {
      COMPRESOR: "zlib",
      CLIENT_CLASS: "./no.js",
      SERIALIZER: "@acme/cache",
      COMPRESSOR: "node:fs",
      IGNORE_EXCEPTIONS: "yes",
      TIMEOUT: 1,
    };
    const { problems, code } = await diagnose({
      ...settingsFor(NOWHERE, options, { TIMEOUT: "soon", PASSWORD: "x" }),
      FOO: 1,
    });
    expect(problems.map(({ text, advice }) => [text.split(":")[0], advice])).toEqual([
      ["CACHES.default.PASSWORD", "leave it out, or write one of the known names"],
      ["CACHES.default.TIMEOUT", expect.stringMatching(/^give it a number of seconds, a duration/)],
      ["CACHES.default.OPTIONS.CLIENT_CLASS", "correct the path, or put the file there"],
      ["CACHES.default.OPTIONS.SERIALIZER", "npm install @acme/cache"],
      ["CACHES.default.OPTIONS.COMPRESSOR", expect.stringMatching(/^Write a package/)],
      ["CACHES.default.OPTIONS.IGNORE_EXCEPTIONS", "give it true or false or null"],
      ["CACHES.default.OPTIONS.COMPRESOR", "write COMPRESSOR"],
      ["CACHES.default.OPTIONS.TIMEOUT", "move it out of OPTIONS"],
      ["FOO", "leave it out, or write one of the known names"],
    ]);
    expect(code).toBe(1);
  });

  test("a missing settings file", async () => {
    const cwd = await makeProject({});
    const { code, stdout } = await inProcess(["doctor", "--settings", "missing.json"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /missing\.json cannot be read: ENOENT[^\n]*\n +→ name a settings file that is there/,
    );
  });

  test.skipIf(process.getuid?.() === 0)(
    "a settings file without read permission (root may read everything)",
    async () => {
      const cwd = await makeProject({ "coffer.settings.json": {} });
      await chmod(join(cwd, "coffer.settings.json"), 0);
      const { code, stdout } = await inProcess(["doctor"], { cwd });
      expect(code).toBe(1);
      expect(stdout).toMatch(
        /cannot be read: EACCES[^\n]*\n +→ name a settings file that is there and may be read/,
      );
    },
  );

  test("no settings at all are a usage error", async () => {
    const cwd = await makeProject({});
    const { code, stderr } = await inProcess(["doctor"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("no settings found: give --settings <file>, set COFFER_SETTINGS or CACHE_URL");
    expect(stderr).toContain("Move settings that are part of a program into such a file");
  });
});
