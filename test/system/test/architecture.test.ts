import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { REPOSITORY } from "../../fixtures/packages.js";

/** What the sources of each package may import, besides `node:` modules. A new package needs a row. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "cache-core": ["resolve.exports"],
  // Not a plugin: what backends and clients share, such as keys and globs.
  "backend-kit": ["@coffer/cache-core"],
  // Not a plugin: what Python's settings mean here, as data.
  "django-settings": ["@coffer/cache-core"],
  "backend-redis": ["@coffer/backend-kit", "@coffer/cache-core", "@coffer/django-settings"],
  "backend-dummy": ["@coffer/backend-kit", "@coffer/cache-core"],
  "settings-schema": ["@coffer/cache-core", "@coffer/django-settings"],
  "client-default": ["@coffer/backend-kit", "@coffer/cache-core"],
  "client-shard": ["@coffer/cache-core", "@coffer/client-default"],
  "layer-herd": ["@coffer/cache-core", "@coffer/client-default"],
  "layer-near": ["@coffer/cache-core", "@coffer/client-default", "lru-cache"],
  "client-herd": ["@coffer/cache-core", "@coffer/client-default", "@coffer/layer-herd"],
  "client-cluster": ["@coffer/cache-core", "@coffer/client-default"],
  // Not a plugin: what connection packages do alike for every driver, so that it is in one place and none needs
  // another.
  "connection-kit": ["@coffer/cache-core", "@coffer/django-settings"],
  // Not a plugin by itself: the driver ioredis-mock, for REDIS_CLIENT_CLASS of connection-ioredis.
  "connection-mock": ["@coffer/backend-kit", "@coffer/cache-core", "@coffer/connection-kit", "ioredis-mock"],
  "connection-ioredis": ["@coffer/cache-core", "@coffer/connection-kit", "ioredis"],
  "connection-redis": ["@coffer/cache-core", "@coffer/connection-kit", "redis"],
  "connection-resp": ["@coffer/cache-core", "@coffer/connection-kit"],
  // Not a plugin: it finds the part of a value that a format would not restore equal, and says where it is.
  "serializer-kit": [],
  "serializer-json": ["@coffer/cache-core", "@coffer/serializer-kit"],
  "serializer-msgpack": ["@coffer/cache-core", "@coffer/serializer-kit", "msgpackr"],
  "serializer-v8": ["@coffer/cache-core", "@coffer/serializer-kit"],
  // Not a plugin: it decides whether a value is compressed, and has the common options and errors.
  "compressor-kit": ["@coffer/cache-core"],
  "compressor-zlib": ["@coffer/cache-core", "@coffer/compressor-kit"],
  "compressor-zstd": ["@coffer/cache-core", "@coffer/compressor-kit", "zstd-napi"],
  "compressor-lzma": ["@coffer/cache-core", "@coffer/compressor-kit", "lzma-native"],
  "compressor-lz4": ["@coffer/cache-core", "@coffer/compressor-kit", "lz4-napi"],
  "cipher-aes-gcm": ["@coffer/cache-core"],
  "rate-limit": ["@coffer/backend-kit", "@coffer/cache-core", "@coffer/limits"],
  "session-store": ["@coffer/backend-kit", "@coffer/cache-core", "express-session"],
  "http-cache": [
    "@coffer/backend-kit",
    "@coffer/cache-core",
    "fastify",
    "fastify-plugin",
    "fresh",
    "hono",
    "http-cache-semantics",
    "light-my-request",
  ],
  keyv: ["@coffer/backend-kit", "@coffer/cache-core", "keyv"],
  // Their hosts name them in a configuration, so they open caches from settings, with the parts of `coffer`, which
  // bundlers find.
  next: ["@coffer/backend-kit", "@coffer/cache-core", "@coffer/serializer-msgpack", "coffer"],
  unstorage: ["@coffer/backend-kit", "@coffer/cache-core", "@coffer/serializer-msgpack", "coffer"],
  // An application that passes its own caches does not need `coffer`.
  fastify: ["@coffer/backend-kit", "@coffer/cache-core", "coffer", "fastify", "fastify-plugin"],
  nestjs: ["@coffer/backend-kit", "@coffer/cache-core", "@nestjs/common", "coffer", "reflect-metadata"],
  // Not a plugin: it works with any cache.
  limits: ["@coffer/backend-kit", "@coffer/cache-core"],
  "metrics-prometheus": ["@coffer/cache-core", "prom-client"],
  "tracing-opentelemetry": ["@coffer/cache-core", "@opentelemetry/api"],
  "plugin-kit": ["@coffer/backend-kit", "@coffer/cache-core"],
  // The many test cases of a cache. They are not in the kit, so that only authors of clients and layers install them.
  "client-suite": ["@coffer/cache-core", "@coffer/client-default", "@coffer/plugin-kit"],
  "create-plugin": ["@inquirer/input", "@inquirer/select", "commander", "validate-npm-package-name"],
  // Not a plugin: it works with any caches. The command line uses its checks of servers, and serves its page.
  inspector: ["@coffer/backend-kit", "@coffer/cache-core", "fastify"],
  cli: [
    "@coffer/cache-core",
    "@coffer/inspector",
    "@coffer/settings-schema",
    "@bomb.sh/tab",
    "@inquirer/confirm",
    "cli-progress",
    "cli-table3",
    "commander",
    "lossless-json",
    "open",
  ],
  coffer: [
    "@coffer/backend-kit",
    "@coffer/backend-redis",
    "@coffer/cache-core",
    "@coffer/cli",
    "@coffer/client-default",
    "@coffer/connection-ioredis",
    "@coffer/serializer-json",
  ],
};

interface Manifest {
  readonly name: string;
  readonly license: string;
  readonly type: string;
  readonly engines: { readonly node: string };
  readonly main?: string;
  readonly types?: string;
  readonly typesVersions?: Readonly<Record<string, unknown>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const PACKAGES = join(REPOSITORY, "packages");
const packages = readdirSync(PACKAGES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(PACKAGES, entry.name, "package.json")))
  .map(({ name }) => name);
const plugins = packages.filter((name) =>
  /^(?:client|layer|connection|serializer|compressor|cipher)-(?!(?:kit|mock|suite)$)/.test(name),
);

function manifestOf(name: string): Manifest {
  return JSON.parse(read(name, "package.json"));
}

function read(name: string, path: string): string {
  return readFileSync(join(PACKAGES, name, path), "utf8");
}

function sourcesOf(name: string): string[] {
  return readdirSync(join(PACKAGES, name, "src"), { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".ts"),
  );
}

/** What a source file imports, types included. Lines that are comments are removed first. */
function importsOf(name: string, path: string): string[] {
  const source = read(name, join("src", path)).replace(/^\s*(?:\/\/|\/?\*).*$/gm, "");
  const found = source.matchAll(
    /^(?:(?:import|export)\s[^;"']*?\sfrom|import)\s*["']([^"']+)["']|\bimport\(["']([^"']+)["']\)/gm,
  );
  return [...found].map(([, still, dynamic]) => (still ?? dynamic) as string);
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** The packages that the sources import, without Node's own modules. */
function imported(name: string): Set<string> {
  const all = sourcesOf(name).flatMap((path) => importsOf(name, path));
  return new Set(all.filter((each) => !each.startsWith(".") && !isBuiltin(each)).map(packageOf));
}

function declared(name: string): Set<string> {
  const { dependencies, peerDependencies } = manifestOf(name);
  return new Set(Object.keys({ ...dependencies, ...peerDependencies }));
}

describe.each(packages)("the package %s", (name) => {
  test("has a row in the table of dependencies, and imports nothing that is not in it", () => {
    expect(Object.keys(MAY_IMPORT)).toContain(name);
    expect([...imported(name)].filter((each) => !MAY_IMPORT[name]?.includes(each))).toEqual([]);
  });

  test("imports its own files with their endings, and Node's modules as node:", () => {
    for (const path of sourcesOf(name)) {
      for (const specifier of importsOf(name, path)) {
        if (specifier.startsWith(".")) expect(specifier, path).toMatch(/\.js$/);
        else if (isBuiltin(specifier)) expect(specifier, path).toMatch(/^node:/);
      }
    }
  });

  test("loads modules by a name from the settings only if it is the core, or the command line, which finds the application's coffer", () => {
    const dynamic = sourcesOf(name).filter((path) =>
      /\bimport\((?!["'])/.test(read(name, join("src", path))),
    );
    const allowed = name === "cli" ? ["from-application.ts"] : [];
    expect(dynamic.filter((path) => name !== "cache-core" && !allowed.includes(path))).toEqual([]);
  });

  test("declares what it imports", () => {
    expect([...imported(name)].filter((each) => !declared(name).has(each))).toEqual([]);
  });

  test("imports what it declares, or one of its dependencies has it as a peer", () => {
    const wanted = [...declared(name)].flatMap((each) => {
      const installed = [join(PACKAGES, name), REPOSITORY].map((at) => join(at, "node_modules", each));
      const manifest: Manifest = JSON.parse(
        readFileSync(join(installed.find(existsSync) as string, "package.json"), "utf8"),
      );
      return Object.keys(manifest.peerDependencies ?? {});
    });
    const idle = [...declared(name)].filter((each) => !imported(name).has(each) && !wanted.includes(each));
    expect(idle).toEqual([]);
  });

  test("has its folder's name, is ESM for Node 20.19 and later, and is under the MIT licence", () => {
    const manifest = manifestOf(name);
    expect(manifest.name).toBe(name === "coffer" ? "coffer" : `@coffer/${name}`);
    expect(manifest).toMatchObject({ type: "module", license: "MIT", engines: { node: ">=20.19" } });
    expect(read(name, "LICENSE")).toBe(readFileSync(join(REPOSITORY, "LICENSE"), "utf8"));
  });

  test("exports files that were built, with their types first", () => {
    const { exports } = manifestOf(name);
    expect(exports["./package.json"]).toBe("./package.json");
    for (const [subpath, target] of Object.entries(exports)) {
      if (typeof target === "string") continue;
      expect(Object.keys(target), subpath).toEqual(["types", "default"]);
      for (const file of Object.values(target))
        expect(existsSync(join(PACKAGES, name, file)), file).toBe(true);
      expect(target.types).toBe(target.default.replace(/\.js$/, ".d.ts"));
      expect(
        existsSync(join(PACKAGES, name, target.default.replace("/dist/", "/src/").replace(/\.js$/, ".ts"))),
      ).toBe(true);
    }
  });

  test("declares the same types for TypeScript that does not read exports: module commonjs with node10 resolution", () => {
    const { exports, main, types, typesVersions } = manifestOf(name);
    const { ".": own, ...others } = exports;
    if (own === undefined) return;
    expect({ types, default: main }).toEqual(own);
    const subpaths = Object.entries(others).flatMap(([subpath, target]) =>
      typeof target === "string" ? [] : [[subpath.slice(2), [target.types]]],
    );
    expect(typesVersions?.["*"] ?? {}).toEqual(Object.fromEntries(subpaths));
  });

  test("is built with the other packages", () => {
    const { references } = JSON.parse(readFileSync(join(REPOSITORY, "tsconfig.json"), "utf8"));
    expect(references).toContainEqual({ path: `packages/${name}` });
  });

  test("has a README of at most 75 lines, and tests", () => {
    const readme = read(name, "README.md");
    expect(readme).toMatch(new RegExp(`^# ${manifestOf(name).name}\n`));
    expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(75);
    expect(existsSync(join(PACKAGES, name, "test"))).toBe(true);
  });
});

describe("the core", () => {
  const files = sourcesOf("cache-core");
  /** The files of the core that one of them imports, types included. */
  const graph = new Map(
    files.map((file) => [
      file,
      importsOf("cache-core", file)
        .filter((each) => each.startsWith("."))
        .map((each) => join(dirname(file), each).replace(/\.js$/, ".ts")),
    ]),
  );

  test("has at most 1,700 lines of code beside the contracts, which are types", () => {
    const lines = files
      .filter((file) => !file.startsWith("contracts/"))
      .flatMap((file) => read("cache-core", join("src", file)).split("\n"))
      .filter((line) => !/^\s*(?:\/\/|\/?\*|$)/.test(line));
    expect(lines.length).toBeLessThanOrEqual(1700);
  });

  test("has one dependency, and none of Redis", () => {
    expect([...declared("cache-core")]).toEqual(["resolve.exports"]);
  });

  test("has no import cycles, types included", () => {
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      expect(path.includes(file) ? [...path, file] : []).toEqual([]);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
  });

  test.each([
    ["contracts", /^(?!contracts\/)/],
    ["plugins", /^settings\//],
    ["messages", /^(?!messages\/)/],
  ])("%s imports nothing from the folders that use it", (room, forbidden) => {
    const found = files
      .filter((file) => file.startsWith(`${room}/`))
      .flatMap((file) => (graph.get(file) ?? []).filter((each) => forbidden.test(each)));
    expect(found).toEqual([]);
  });

  test("names our packages only in the tables of aliases and short names, and as the default backend", () => {
    const naming = files
      .filter((file) => !file.startsWith("contracts/"))
      .filter((file) =>
        /"@coffer\/(?:backend|client|layer|serializer|compressor|connection)-/.test(
          read("cache-core", join("src", file)),
        ),
      );
    expect(naming.sort()).toEqual(["plugins/aliases.ts", "plugins/kinds.ts", "plugins/shorthand-words.ts"]);
  });
});

/** Where the contract suite of a kind of plugin is, if not in `@coffer/plugin-kit`. */
const CONTRACTS: Readonly<Record<string, string>> = {
  client: "@coffer/client-suite",
  layer: "@coffer/client-suite",
  compressor: "../../../test/suites/compressor-contract.js",
  connection: "../../../test/suites/connection-contract.js",
};

describe.each(plugins)("the plugin %s", (name) => {
  test("has a class or a function as its default export, and exports it by name too", async () => {
    const exported: Record<string, unknown> = await import(`@coffer/${name}`);
    const names = Object.keys(exported).filter(
      (each) => each !== "default" && exported[each] === exported.default,
    );
    expect(exported.default).toBeTypeOf("function");
    expect(names).toEqual([(exported.default as { name: string }).name]);
  });

  test("passes the contract of its kind", () => {
    const suite = CONTRACTS[name.split("-")[0] as string] ?? "@coffer/plugin-kit";
    expect(read(name, "test/contract.test.ts")).toContain(`"${suite}"`);
  });

  test("has the core and its driver as peers, so that an application has one of each", () => {
    const { dependencies = {}, peerDependencies = {} } = manifestOf(name);
    expect(Object.keys(peerDependencies)).toContain("@coffer/cache-core");
    expect(
      Object.keys(dependencies).filter((each) => ["ioredis", "redis", "@coffer/cache-core"].includes(each)),
    ).toEqual([]);
  });
});

/** The strongly connected components of a graph that contain a cycle, each sorted. */
function circlesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const reached = new Map([...edges.keys()].map((node) => [node, reachableFrom(node, edges)]));
  const circles = [...edges.keys()].map((node) =>
    [...(reached.get(node) ?? [])].filter((other) => reached.get(other)?.has(node)).sort(),
  );
  return circles.filter((circle, at) => {
    const isFirst = circles.findIndex(([first]) => first === circle[0]) === at;
    return circle.length > 0 && isFirst;
  });
}

/** The nodes that can be reached from `start` over at least one edge. */
function reachableFrom(start: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const waiting = [...(edges.get(start) ?? [])];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    waiting.push(...(edges.get(node) ?? []));
  }
  return reached;
}

/** The source files of a package, and which of them each one imports, types included. */
function fileEdges(name: string): Map<string, string[]> {
  const edges = sourcesOf(name).map((path): [string, string[]] => [
    path,
    importsOf(name, path)
      .filter((each) => each.startsWith("."))
      .map((each) => join(path, "..", each).replace(/\.js$/, ".ts")),
  ]);
  return new Map(edges);
}

/**
 * The folders of a package, and for each the other folders that its files import from. Files next to `index.ts` are in
 * the folder ".".
 */
function folderEdges(name: string): Map<string, string[]> {
  const folderOf = (path: string) => dirname(path);
  const edges = new Map<string, string[]>();
  for (const [path, imports] of fileEdges(name)) {
    const others = imports.map(folderOf).filter((folder) => folder !== folderOf(path));
    edges.set(folderOf(path), [...(edges.get(folderOf(path)) ?? []), ...others]);
  }
  return edges;
}

describe("import cycles, types included,", () => {
  test.each(packages)("do not exist among the files of %s", (name) => {
    expect(circlesOf(fileEdges(name))).toEqual([]);
  });

  test.each(["connection-kit", "client-default"])("do not exist among the folders of %s", (name) => {
    expect(circlesOf(folderEdges(name))).toEqual([]);
  });

  test("are detected", () => {
    const edges = new Map([
      ["a", ["b", "c"]],
      ["b", ["d"]],
      ["c", ["c"]],
      ["d", ["a"]],
      ["e", ["a"]],
    ]);
    expect(circlesOf(edges)).toEqual([["a", "b", "d"], ["c"]]);
  });
});
