import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS, ERROR_CODES, ImproperlyConfigured, PluginError } from "@coffer/cache-core";
import { describe, expect, test } from "vitest";
import { makeProject } from "../../../test/fixtures/project.js";
import { failureOf } from "./support/loading.js";
import {
  createCaches,
  createFrom,
  problemsOf,
  StubClient,
  settingsOf,
  TextSerializer,
  textsOf,
} from "./support/parts.js";

const SERIALIZER = "CACHES.default.OPTIONS.SERIALIZER";

function acme(source: string) {
  return {
    "node_modules/@acme/cache/package.json": { type: "module", exports: "./main.js" },
    "node_modules/@acme/cache/main.js": source,
  };
}

describe("each failure names the setting, the places that were searched and what to do", () => {
  test("not a plugin path", async () => {
    const base = await makeProject();
    expect(await failureOf("node:fs", { base })).toMatchObject({
      code: "ERR_PLUGIN_PATH",
      message: `${SERIALIZER}: "node:fs" is not a plugin path: plugins are not loaded from node: addresses. Write a package ("@acme/cache"), a package and an export ("@acme/cache#Client") or a file ("./client.js")`,
    });
  });

  test.each([
    ["@acme/cache", "", "@acme/cache"],
    ["@acme/cache/text#Text", "", "@acme/cache"],
    ["acme-cache/text/fast#Text", "", "acme-cache"],
    ["@acme/cache.Text", " (@acme/cache)", "@acme/cache"],
    ["django_redis.serializers.json.JSONSerializer", " (@coffer/serializer-json)", "@coffer/serializer-json"],
  ])("not installed: %s", async (text, meant, install) => {
    const base = await makeProject();
    expect(await failureOf(text, { base })).toMatchObject({
      code: "ERR_PLUGIN_NOT_INSTALLED",
      message: `${SERIALIZER}: "${text}"${meant} is not installed: looked in node_modules of ${base} and of the folders above it. Run: npm install ${install}`,
    });
  });

  test.each([
    ["export const one = 1; export const Two = 2;", '"default"; it has Two, one'],
    ["", '"default"; it has none'],
  ])("installed, but not exported: %j", async (source, names) => {
    const base = await makeProject(acme(source));
    expect(await failureOf("@acme/cache", { base })).toMatchObject({
      code: "ERR_PLUGIN_NOT_EXPORTED",
      message: `${SERIALIZER}: "@acme/cache": file://${base}/node_modules/@acme/cache/main.js has no export ${names}. Name one after a #`,
    });
  });

  test.each(["toString", "constructor", "__proto__", "hasOwnProperty", "then"])(
    "an inherited property of a module is not an export: %s",
    async (name) => {
      const base = await makeProject({
        ...acme("export default class {}"),
        "node_modules/common/index.js": "exports.__esModule = true; exports.default = class {};",
        "node_modules/common/package.json": {},
      });
      for (const module of ["@acme/cache", "common"]) {
        expect(await failureOf(`${module}#${name}`, { base })).toMatchObject({
          code: "ERR_PLUGIN_NOT_EXPORTED",
        });
      }
    },
  );

  test("present but broken, with the cause", async () => {
    const base = await makeProject(acme('throw new Error("no licence");'));
    expect(await failureOf("@acme/cache", { base })).toMatchObject({
      code: "ERR_PLUGIN_BROKEN",
      message: `${SERIALIZER}: "@acme/cache" was found in file://${base}/node_modules/@acme/cache/main.js and fails while it loads: Error: no licence`,
      cause: new Error("no licence"),
    });
  });

  test.each([
    ["a number", "export default 5;", "it must be a class, and is a number"],
    ["an object", "export default { dumps() {}, loads() {} };", "it must be a class, and is an object"],
    [
      "an arrow function",
      "const make = () => {}; export default make;",
      "it must be a class, and is a function",
    ],
    ["undefined", "export default undefined;", "it must be a class, and is undefined"],
  ])("not of the right kind: %s", async (_what, source, why) => {
    const base = await makeProject(acme(source));
    expect(await failureOf("@acme/cache", { base })).toMatchObject({
      code: "ERR_PLUGIN_KIND",
      message: `${SERIALIZER}: "@acme/cache" is not a serializer: ${why}`,
    });
  });

  test.each([
    ["SERIALIZER", "class Half { dumps() {} }", "Half is not a serializer: it lacks the method loads"],
    ["SERIALIZER", "class Empty {}", "Empty is not a serializer: it lacks the methods dumps, loads"],
    ["SERIALIZER", "class {}", "the class is not a serializer: it lacks the methods dumps, loads"],
    [
      "COMPRESSOR",
      "class Zip { compress = 5; decompress() {} }",
      "Zip is not a compressor: it lacks the method compress",
    ],
    [
      "CONNECTION_FACTORY",
      "class F { connect() {} }",
      "F is not a connection factory: it lacks the method disconnect",
    ],
    [
      "CLIENT_CLASS",
      "class C { get() {} set() {} }",
      // All commands, ready and close, without the two that it has and the ten that are named.
      `C is not a client: it lacks the methods add, getMany, setMany, has, delete, deleteMany, deleteByTag, getOrSet, getOrSetMany, incr and ${COMMANDS.length + 2 - 12} more`,
    ],
  ])("not of the right kind, with the methods that %s lacks: %s", async (setting, source, why) => {
    const base = await makeProject(acme(`export { Plugin as default }; const Plugin = ${source};`));
    const name = source.startsWith("class {") ? "Plugin" : undefined;
    expect(await failureOf("@acme/cache", { base }, setting)).toMatchObject({
      code: "ERR_PLUGIN_KIND",
      message: `CACHES.default.OPTIONS.${setting}: ${name === undefined ? why : why.replace("the class", name)}`,
    });
  });

  test("methods may be fields, or inherited from another package's class", async () => {
    class Base {
      dumps() {
        return "";
      }
    }
    class Fields extends Base {
      loads = () => 1;
    }
    await createCaches(settingsOf({ OPTIONS: { SERIALIZER: Fields } }));
  });

  test("several problems of one plugin are reported separately, together with those of others", async () => {
    class Strict extends TextSerializer {
      constructor() {
        super();
        throw new ImproperlyConfigured([new Error("A is wrong"), new Error("B is wrong")]);
      }
    }
    expect(
      await textsOf(createCaches(settingsOf({ OPTIONS: { SERIALIZER: Strict, COMPRESSOR: Strict } }))),
    ).toEqual([
      `${SERIALIZER}: Strict rejects its options: A is wrong`,
      `${SERIALIZER}: Strict rejects its options: B is wrong`,
      "CACHES.default.OPTIONS.COMPRESSOR: Strict rejects its options: A is wrong",
      "CACHES.default.OPTIONS.COMPRESSOR: Strict rejects its options: B is wrong",
    ]);
  });

  test("a plugin's problem with one of its options has the path of that option", async () => {
    class Strict extends TextSerializer {
      constructor() {
        super();
        const message = "LEVEL.MOST: must be odd";
        throw new ImproperlyConfigured([{ path: "LEVEL.MOST", code: "ERR_SETTING_VALUE", message }]);
      }
    }
    const path = "CACHES.default.OPTIONS.LEVEL.MOST";
    expect(await problemsOf(createCaches(settingsOf({ OPTIONS: { SERIALIZER: Strict } })))).toMatchObject([
      { path, code: "ERR_SETTING_VALUE", message: `${path}: must be odd` },
    ]);
  });

  test("a plugin of the wrong kind", async () => {
    expect(await textsOf(createCaches(settingsOf({ OPTIONS: { COMPRESSOR: StubClient } })))).toEqual([
      "CACHES.default.OPTIONS.COMPRESSOR: StubClient is not a compressor: it lacks the methods compress, decompress",
    ]);
  });

  test("not allowed, with the list", async () => {
    const base = await makeProject(acme("export default 1;"));
    expect(await failureOf("@acme/cache", { base, allow: ["@coffer/*", "./plugins/*"] })).toMatchObject({
      code: "ERR_PLUGIN_NOT_ALLOWED",
      message: `${SERIALIZER}: "@acme/cache" is not allowed: @acme/cache is not on the list given as "allow" (@coffer/*, ./plugins/*)`,
    });
  });

  test("the options that a plugin rejects, with its error as the cause", async () => {
    class Picky {
      constructor() {
        throw new RangeError("LEVEL must be odd");
      }
    }
    const [problem] = await problemsOf(createCaches(settingsOf({ OPTIONS: { SERIALIZER: Picky } })));
    expect(problem?.message).toBe(`${SERIALIZER}: Picky rejects its options: LEVEL must be odd`);
    expect(problem?.cause).toEqual(new RangeError("LEVEL must be odd"));
  });
});

test("a value in place of a plugin is never shown: it may contain a password", async () => {
  const given = {
    LOGGER: { PASSWORD: "hunter2" },
    SERIALIZER: new Map([["PASSWORD", "hunter2"]]),
    COMPRESSOR: 5,
  };
  expect(await textsOf(createCaches(settingsOf({ OPTIONS: given })))).toEqual([
    "CACHES.default.OPTIONS.LOGGER: this is not a logger: it lacks the method error",
    `${SERIALIZER}: this is not a serializer: it must be a class, and is a Map`,
    "CACHES.default.OPTIONS.COMPRESSOR: this is not a compressor: it must be a class, and is a number",
  ]);
});

test("a plugin that fails is reported with the setting that named it, at the top level too", async () => {
  const base = await makeProject();
  const caches = { default: { LOCATION: "redis://127.0.0.1", OPTIONS: {} } };
  expect(
    await textsOf(createFrom({ DJANGO_REDIS_CONNECTION_FACTORY: "acme", CACHES: caches }, base)),
  ).toEqual([
    expect.stringMatching(
      /^DJANGO_REDIS_CONNECTION_FACTORY: "acme" \(@coffer\/connection-acme\) is not installed/,
    ),
  ]);
});

test("every code of a plugin error is in the closed list", () => {
  const source = ["errors", "plugins/check-shape", "plugins/plugin-loader"]
    .map((file) => readFileSync(join(import.meta.dirname, `../src/${file}.ts`), "utf8"))
    .join();
  const used = new Set(source.match(/ERR_PLUGIN_\w+/g));
  expect([...used].sort()).toEqual(
    Object.keys(ERROR_CODES)
      .filter((code) => code.startsWith("ERR_PLUGIN"))
      .sort(),
  );
  expect(new PluginError("ERR_PLUGIN_KIND", "CACHES", "x").name).toBe("PluginError");
});
