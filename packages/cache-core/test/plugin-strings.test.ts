import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { makeProject, serializers } from "../../../test/fixtures/project.js";
import { failureOf, labelOf, load } from "./support/loading.js";
import { contextOf, makeCaches, TextSerializer, textsOf } from "./support/parts.js";

const PACKAGE = {
  "node_modules/acme-cache/package.json": {
    type: "module",
    exports: { ".": "./main.js", "./text": "./text.js" },
  },
  "node_modules/acme-cache/main.js": serializers("acme-cache", "default", "Text", "lower", "$odd_1", "Größe"),
  "node_modules/acme-cache/text.js": serializers("acme-cache/text", "default", "Fast"),
  "node_modules/@acme/cache/package.json": {
    type: "module",
    exports: { ".": "./main.js", "./text": "./text.js" },
  },
  "node_modules/@acme/cache/main.js": serializers("@acme/cache", "default", "Text"),
  "node_modules/@acme/cache/text.js": serializers("@acme/cache/text", "default", "Fast"),
  "node_modules/@coffer/serializer-acme/package.json": { type: "module", exports: "./main.js" },
  "node_modules/@coffer/serializer-acme/main.js": serializers("@coffer/serializer-acme", "default", "Acme"),
  "node_modules/acme/package.json": { type: "module", exports: "./main.js" },
  "node_modules/acme/main.js": serializers("acme", "default"),
  "plugins/text.js": serializers("./plugins/text.js", "default", "Fast"),
  "package.json": { type: "module" },
};

describe("a plugin string", () => {
  test.each([
    ["acme-cache#default", "acme-cache#default"],
    ["acme-cache#Text", "acme-cache#Text"],
    ["acme-cache#lower", "acme-cache#lower"],
    ["acme-cache#$odd_1", "acme-cache#$odd_1"],
    ["acme-cache#Größe", "acme-cache#Größe"],
    ["acme-cache/text", "acme-cache/text#default"],
    ["acme-cache/text#Fast", "acme-cache/text#Fast"],
    ["@acme/cache", "@acme/cache#default"],
    ["@acme/cache#Text", "@acme/cache#Text"],
    ["@acme/cache/text", "@acme/cache/text#default"],
    ["@acme/cache/text#Fast", "@acme/cache/text#Fast"],
    // The dotted form of django-redis: only a name that begins with a capital is an export.
    ["acme-cache.Text", "acme-cache#Text"],
    ["@acme/cache.Text", "@acme/cache#Text"],
    ["@acme/cache/text.Fast", "@acme/cache/text#Fast"],
    ["./plugins/text.js", "./plugins/text.js#default"],
    ["./plugins/text.js#Fast", "./plugins/text.js#Fast"],
    ["./plugins/../plugins/text.js", "./plugins/text.js#default"],
    ["@coffer/serializer-acme#Acme", "@coffer/serializer-acme#Acme"],
  ])("%s means %s", async (text, label) => {
    const base = await makeProject(PACKAGE);
    expect(await labelOf(text, { base })).toBe(label);
  });

  test("may be a path into the folder above", async () => {
    const base = await makeProject(PACKAGE);
    expect(await labelOf("../plugins/text.js", { base: join(base, "app") })).toBe(
      "./plugins/text.js#default",
    );
  });

  test("may be an absolute path, with or without an export", async () => {
    const base = await makeProject(PACKAGE);
    const path = join(base, "plugins/text.js");
    expect(await labelOf(path, { base })).toBe("./plugins/text.js#default");
    expect(await labelOf(`${path}#Fast`, { base })).toBe("./plugins/text.js#Fast");
  });

  test("may be a file: URL, with or without an export", async () => {
    const base = await makeProject({
      ...PACKAGE,
      "my plugins/a%b.mjs": serializers("odd", "default", "Fast"),
    });
    expect(await labelOf(pathToFileURL(join(base, "plugins/text.js")).href, { base })).toBe(
      "./plugins/text.js#default",
    );
    expect(await labelOf(`${pathToFileURL(join(base, "my plugins/a%b.mjs"))}#Fast`, { base })).toBe(
      "odd#Fast",
    );
  });

  test("that is one lower-case word is the short name of its kind, never a package of that name", async () => {
    const base = await makeProject(PACKAGE);
    expect(await labelOf("acme", { base })).toBe("@coffer/serializer-acme#default");
    expect(await labelOf("acme#default", { base })).toBe("acme#default");
  });

  test.each([
    ["CLIENT_CLASS", "@coffer/client-acme", "default, herd, shard, cluster"],
    ["SERIALIZER", "@coffer/serializer-acme", "json, msgpack, v8"],
    ["COMPRESSOR", "@coffer/compressor-acme", "zlib, zstd, lzma, lz4"],
    ["CONNECTION_FACTORY", "@coffer/connection-acme", "ioredis, redis, resp"],
  ])("that is one unknown word gets no advice to install a package: %s", async (setting, module, words) => {
    const base = await makeProject();
    const { message } = await failureOf("acme", { base }, setting);
    expect(message).toBe(
      `CACHES.default.OPTIONS.${setting}: "acme" (${module}) is not installed: looked in node_modules of ${base} ` +
        `and of the folders above it. The words known here are ${words}; leave it out for the default. For a package that is itself called acme write "acme#default"`,
    );
  });

  test("that is one word is a package if its kind has no short names", async () => {
    const base = await makeProject({
      "node_modules/acme/package.json": { type: "module", exports: "./main.js" },
      "node_modules/acme/main.js": "export default (key) => key;",
    });
    const { keys } = await contextOf({ KEY_FUNCTION: "acme" }, {}, { parent: base });
    expect(keys.make("as it is")).toBe("as it is");
  });

  test.each([
    "node:fs",
    "data:text/javascript,export default 1",
    "http://x.example/a.js",
    "https://x.example/a.js",
    "blob:x",
    "HTTPS://x.example/a.js",
    "npm:acme",
  ])("with the scheme of %s is rejected", async (text) => {
    const base = await makeProject();
    const failure = await failureOf(text, { base });
    expect(failure.code).toBe("ERR_PLUGIN_PATH");
    expect(failure.message).toContain(
      `is not a plugin path: plugins are not loaded from ${text.split(":")[0]}: addresses`,
    );
  });

  test.each([
    ["", "it is neither the name of a package nor a file"],
    [" ", "it is neither the name of a package nor a file"],
    [".", "it is neither the name of a package nor a file"],
    ["..", "it is neither the name of a package nor a file"],
    ["@acme", "it is neither the name of a package nor a file"],
    ["@acme/", "it is neither the name of a package nor a file"],
    ["@/cache", "it is neither the name of a package nor a file"],
    ["acme cache", "it is neither the name of a package nor a file"],
    ["acme//text", "it is neither the name of a package nor a file"],
    ["acme/../../evil", "it is neither the name of a package nor a file"],
    ["acme/./text", "it is neither the name of a package nor a file"],
    ["acme\\text", "it is neither the name of a package nor a file"],
    ["acme/%2e%2e/evil", "it is neither the name of a package nor a file"],
    ["acme?query", "it is neither the name of a package nor a file"],
    [".Text", "it is neither the name of a package nor a file"],
    ["acme-cache#", '"" after the # is not the name of an export'],
    ["acme-cache#a b", '"a b" after the # is not the name of an export'],
    ["acme-cache#1st", '"1st" after the # is not the name of an export'],
    ["acme-cache#Text#Fast", '"Text#Fast" after the # is not the name of an export'],
    ["#Text", "it is neither the name of a package nor a file"],
    ["file://server/share/text.js", "it is not the URL of a file on this machine"],
    ["file:///a%2Fb.js", "it is not the URL of a file on this machine"],
    ["./a\0b.js", "it is neither the name of a package nor a file"],
    ["acme/a\0b.js", "it is neither the name of a package nor a file"],
  ])("of an invalid form is rejected: %j", async (text, reason) => {
    const base = await makeProject();
    const failure = await failureOf(text, { base });
    expect(failure.code).toBe("ERR_PLUGIN_PATH");
    expect(failure.message).toBe(
      `CACHES.default.OPTIONS.SERIALIZER: ${JSON.stringify(text)} is not a plugin path: ${reason}. ` +
        'Write a package ("@acme/cache"), a package and an export ("@acme/cache#Client") or a file ("./client.js")',
    );
  });

  test("that is a rejected address does not show its password", async () => {
    const base = await makeProject();
    const { message } = await failureOf("https://joe:hunter2@x.example/a.js", { base });
    expect(message).toContain("is not a plugin path");
    expect(message).not.toContain("hunter2");
  });

  test("is not needed: a class is accepted instead", async () => {
    const base = await makeProject();
    expect(await load(TextSerializer, { base, allow: [] })).toBe(TextSerializer);
  });
});

describe("the paths of django-redis", () => {
  const ALIASES: [setting: string, path: string, module: string, exportName: string][] = [
    ["CLIENT_CLASS", "django_redis.client.DefaultClient", "@coffer/client-default", "DefaultClient"],
    ["CLIENT_CLASS", "django_redis.client.default.DefaultClient", "@coffer/client-default", "DefaultClient"],
    ["CLIENT_CLASS", "django_redis.client.SentinelClient", "@coffer/client-default", "SentinelClient"],
    [
      "CLIENT_CLASS",
      "django_redis.client.sentinel.SentinelClient",
      "@coffer/client-default",
      "SentinelClient",
    ],
    ["CLIENT_CLASS", "django_redis.client.ShardClient", "@coffer/client-shard", "ShardClient"],
    ["CLIENT_CLASS", "django_redis.client.sharded.ShardClient", "@coffer/client-shard", "ShardClient"],
    ["CLIENT_CLASS", "django_redis.client.HerdClient", "@coffer/client-herd", "HerdClient"],
    ["CLIENT_CLASS", "django_redis.client.herd.HerdClient", "@coffer/client-herd", "HerdClient"],
    [
      "SERIALIZER",
      "django_redis.serializers.json.JSONSerializer",
      "@coffer/serializer-json",
      "JsonSerializer",
    ],
    [
      "SERIALIZER",
      "django_redis.serializers.msgpack.MSGPackSerializer",
      "@coffer/serializer-msgpack",
      "MsgPackSerializer",
    ],
    [
      "SERIALIZER",
      "django_redis.serializers.pickle.PickleSerializer",
      "@coffer/serializer-v8",
      "V8Serializer",
    ],
    [
      "COMPRESSOR",
      "django_redis.compressors.zlib.ZlibCompressor",
      "@coffer/compressor-zlib",
      "ZlibCompressor",
    ],
    [
      "COMPRESSOR",
      "django_redis.compressors.gzip.GzipCompressor",
      "@coffer/compressor-zlib",
      "GzipCompressor",
    ],
    [
      "COMPRESSOR",
      "django_redis.compressors.lzma.LzmaCompressor",
      "@coffer/compressor-lzma",
      "LzmaCompressor",
    ],
    ["COMPRESSOR", "django_redis.compressors.lz4.Lz4Compressor", "@coffer/compressor-lz4", "Lz4Compressor"],
    [
      "COMPRESSOR",
      "django_redis.compressors.zstd.ZStdCompressor",
      "@coffer/compressor-zstd",
      "ZstdCompressor",
    ],
    [
      "CONNECTION_FACTORY",
      "django_redis.pool.ConnectionFactory",
      "@coffer/connection-ioredis",
      "ConnectionFactory",
    ],
    [
      "CONNECTION_FACTORY",
      "django_redis.pool.SentinelConnectionFactory",
      "@coffer/connection-ioredis",
      "SentinelConnectionFactory",
    ],
  ];

  test.each(ALIASES)("%s %s is %s#%s", async (setting, path, module, exportName) => {
    const base = await makeProject({
      [`node_modules/${module}/package.json`]: { type: "module", exports: "./main.js" },
      [`node_modules/${module}/main.js`]: "export const somethingElse = 1;",
    });
    const failure = await failureOf(path, { base }, setting);
    expect(failure.message).toContain(`${JSON.stringify(path)} (${module}): `);
    expect(failure.message).toContain(`has no export "${exportName}"; it has somethingElse`);
  });

  test.each([
    ["CLIENT_CLASS", "django_redis.client.Nothing", "django_redis.client", ""],
    ["CLIENT_CLASS", "shop.cache.HerdClient", "shop.cache", ""],
    [
      "CLIENT_CLASS",
      "django_redis.client.herding.HerdClient",
      "django_redis.client.herding",
      ", did you mean django_redis.client.HerdClient?",
    ],
    [
      "CLIENT_CLASS",
      "django_redis.client.HerdClint",
      "django_redis.client",
      ", did you mean django_redis.client.HerdClient?",
    ],
    ["COMPRESSOR", "my.Compressor", "my", ""],
    ["COMPRESSOR", "my_compressors", undefined, ""],
  ])("%s: an unknown path gets no advice to install a package: %s", async (option, path, module, near) => {
    const base = await makeProject();
    const meant = module === undefined ? "" : ` (${module})`;
    const advice = 'leave it out, or name a package ("@acme/cache#Name") or a file ("./cache.js#Name")';
    expect(await textsOf(makeCaches({ OPTIONS: { [option]: path } }, {}, { parent: base }))).toEqual([
      `CACHES.default.OPTIONS.${option}: "${path}"${meant} is not installed: looked in node_modules of ${base} and of the folders above it. It looks like a Python path, which means nothing here${near}: ${advice}`,
    ]);
  });

  test("the counterpart of a Django path must be allowed like any other plugin", async () => {
    const BACKEND = "django.core.cache.backends.dummy.DummyCache";
    const [text] = await textsOf(makeCaches({ BACKEND }, {}, { allow: ["@acme/*"] }));
    expect(text).toMatch(
      /^CACHES\.default\.BACKEND: .* is not allowed: @coffer\/backend-dummy is not on the list/,
    );
  });

  test("a key function by its Python path gets no advice to install a package", async () => {
    const KEY_FUNCTION = "django_tenants.cache.make_key";
    const [text] = await textsOf(makeCaches({ KEY_FUNCTION }, {}, { parent: await makeProject() }));
    expect(text).toMatch(/^CACHES\.default\.KEY_FUNCTION: .*looks like a Python path.*leave it out/);
  });

  test.each(["app", "app.cache", "django_service"])(
    "a logger's name is not a package: %s",
    async (LOGGER) => {
      const [text] = await textsOf(makeCaches({}, { LOGGER }, { parent: await makeProject() }));
      expect(text).toMatch(/^LOGGER: .*looks like (?:the name of a Python logger|a Python path)/);
      expect(text).not.toContain("npm install");
    },
  );

  test.each([
    ["COMPRESSOR", "zlb", "zlib"],
    ["CLIENT_CLASS", "heard", "herd"],
    ["SERIALIZER", "jsn", "json"],
  ])("a misspelled short name gets no advice to install a package: %s %s", async (option, text, meant) => {
    const [message] = await textsOf(
      makeCaches({ OPTIONS: { [option]: text } }, {}, { parent: await makeProject() }),
    );
    expect(message).toContain(`above it (did you mean ${meant}?). For a package`);
    expect(message).not.toContain("npm install");
  });

  test.each([
    ["HerdClient", " (did you mean @coffer/client-herd#HerdClient?)"],
    ["MyClient", ""],
  ])("the bare name of a class gets no advice to install a package: %s", async (CLIENT_CLASS, hint) => {
    const [message] = await textsOf(
      makeCaches({ OPTIONS: { CLIENT_CLASS } }, {}, { parent: await makeProject() }),
    );
    expect(message).toContain(
      `It looks like the name of a class${hint}: write its package before it ("@acme/cache#${CLIENT_CLASS}"), or its file ("./cache.js#${CLIENT_CLASS}")`,
    );
    expect(message).not.toContain("npm install");
  });

  const OPTION_OF: Readonly<Record<string, string>> = {
    client: "CLIENT_CLASS",
    serializer: "SERIALIZER",
    compressor: "COMPRESSOR",
    connection: "CONNECTION_FACTORY",
  };
  const shorthands = readdirSync(new URL("../../", import.meta.url)).flatMap((name) => {
    const [, kind = "", word = ""] = /^([a-z]+)-(?!(?:kit|mock|suite)$)(\w+)$/.exec(name) ?? [];
    const option = OPTION_OF[kind];
    return option === undefined ? [] : [{ option, word, name: `@coffer/${name}` }];
  });

  test.each(shorthands)(
    "$option $word is not a misspelling, but a package to install",
    async ({ option, word, name }) => {
      const [message] = await textsOf(
        makeCaches({ OPTIONS: { [option]: word } }, {}, { parent: await makeProject() }),
      );
      expect(message).toContain(`Run: npm install ${name}.`);
    },
  );

  test.each(["@my/cache", "redis-parser#default", "my.cache#Client", "my/cache", "fastify"])(
    "the name of a package gets the advice to install it: %s",
    async (COMPRESSOR) => {
      const kind = COMPRESSOR === "fastify" ? "KEY_FUNCTION" : "COMPRESSOR";
      const said = kind === "KEY_FUNCTION" ? { [kind]: COMPRESSOR } : { OPTIONS: { [kind]: COMPRESSOR } };
      const [text] = await textsOf(makeCaches(said, {}, { parent: await makeProject() }));
      expect(text).toMatch(/Run: npm install \S+/);
    },
  );
});
