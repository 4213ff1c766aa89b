import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ALL } from "../../../fixtures/client-groups.js";
import { ownClosure } from "../../../fixtures/packages.js";
import { NPM, runIn } from "../support/package-managers.js";
import { type Registry, startRegistry } from "../support/registry.js";
import { writeFiles } from "../support/write-files.js";

const INSTALL = [...NPM.install, "--ignore-scripts", "--prefer-offline"];

/** What an application has besides the plugins. */
const PARTS = [
  "@coffer/backend-redis",
  "@coffer/cache-core",
  "@coffer/backend-redis",
  "@coffer/client-default",
  "@coffer/connection-ioredis",
  "@coffer/connection-resp",
  "@coffer/serializer-json",
];

/** Each kind with Node's test runner, and one kind with every runner. */
const EVERY = [
  { kind: "serializer", runner: "node" },
  { kind: "serializer", runner: "vitest" },
  { kind: "serializer", runner: "mocha" },
  { kind: "compressor", runner: "node" },
  { kind: "client", runner: "node" },
  { kind: "layer", runner: "node" },
  { kind: "connection-factory", runner: "node" },
  { kind: "parser", runner: "node" },
  { kind: "cipher", runner: "node" },
  { kind: "key-function", runner: "node" },
];
/**
 * Each is created, installed and tested in its own folder, which takes ten seconds. `npm run test:all` has all of them.
 */
const PLUGINS = ALL ? EVERY : EVERY.slice(0, 1);

let place: string;
let registry: Registry;

beforeAll(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), "coffer-create-plugin-")));
  registry = await startRegistry(join(place, "registry"));
  const parts = ["@coffer/client-suite", "@coffer/client-shard", ...PARTS];
  await registry.publishOwn(
    ownClosure(["@coffer/create-plugin", "@coffer/plugin-kit", ...(ALL ? parts : [])]),
  );
}, 300_000);

afterAll(async () => {
  await registry?.[Symbol.asyncDispose]();
  await rm(place, { recursive: true, force: true });
});

const run = (folder: string, command: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runIn(folder, command, { registry: registry.url, home: join(place, "home"), env });

const nameOf = ({ kind, runner }: (typeof EVERY)[number]) =>
  `@acme/coffer-${kind}-fresh${runner === "node" ? "" : `-by-${runner}`}`;

describe("npm create @coffer/plugin", () => {
  // As many as a small machine has processors.
  vi.setConfig({ maxConcurrency: 2 });

  test.concurrent.each(PLUGINS)(
    "writes a $kind that passes its suite at once, run by $runner",
    async (plugin) => {
      await using server = await startServer();
      const work = join(place, plugin.runner);
      const name = nameOf(plugin);
      const folder = join(work, name.slice("@acme/".length));
      await mkdir(work, { recursive: true });
      const { kind, runner } = plugin;
      await run(work, [
        "npm",
        "create",
        "--yes",
        "@coffer/plugin",
        "--",
        "--kind",
        kind,
        "--name",
        name,
        "--runner",
        runner,
      ]);
      await run(folder, INSTALL);
      await run(folder, ["npm", "test"], { TEST_REDIS_URL: server.url(0) });
      await registry.publish(folder);
    },
    300_000,
  );
});

// Only with `npm run test:all`, since it needs a plugin of each kind.
test.runIf(ALL)(
  "an application names all of them by strings",
  async () => {
    await using server = await startServer({ password: "from a file" });
    const folder = join(place, "application");
    const own = (kind: string) => nameOf({ kind, runner: "node" });
    const OPTIONS = {
      CLIENT_CLASS: own("client"),
      LAYERS: [own("layer")],
      SERIALIZER: own("serializer"),
      COMPRESSOR: own("compressor"),
      CIPHER: own("cipher"),
      FRESH_KEY: randomBytes(32).toString("base64"),
      FRESH_QUALITY: 9,
      FRESH_SPREAD: 0.5,
    };
    const keys = {
      KEY_PREFIX: "shop",
      KEY_FUNCTION: own("key-function"),
      REVERSE_KEY_FUNCTION: `${own("key-function")}#reverseFreshKey`,
    };
    const settings = {
      CACHES: {
        default: {
          ...keys,
          LOCATION: server.url(0),
          OPTIONS: {
            ...OPTIONS,
            CONNECTION_FACTORY: own("connection-factory"),
            FRESH_PASSWORD_FILE: "password",
          },
        },
        parsed: {
          ...keys,
          LOCATION: server.url(0),
          OPTIONS: {
            ...OPTIONS,
            PASSWORD: "from a file",
            CONNECTION_FACTORY: "@coffer/connection-resp",
            PARSER_CLASS: own("parser"),
          },
        },
      },
    };
    const program = `
    import { createCaches } from "@coffer/cache-core";
    import assert from "node:assert/strict";
    const caches = await createCaches("./settings.json");
    const value = { text: "x".repeat(1000), list: [1, 2, 3] };
    await caches.get("default").set("key", value, "1m");
    assert.deepEqual(await caches.get("parsed").get("key"), value);
    assert.ok((await caches.get("parsed").ttl("key")) >= 60);
    assert.deepEqual(await caches.get("parsed").keys("*"), ["key"]);
    assert.equal(caches.get("parsed").makeKey("key").redisKey, "v1/shop/key");
    await caches.close();
    console.log("fine");
  `;
    await writeFiles(folder, {
      "package.json": { private: true, type: "module" },
      "main.js": program,
      "settings.json": settings,
      password: "from a file\n",
    });
    const kinds = [...new Set(PLUGINS.map(({ kind }) => kind))];
    await run(folder, [...INSTALL, ...PARTS, "ioredis", ...kinds.map(own)]);
    expect(await run(folder, ["node", "main.js"])).toBe("fine\n");
  },
  300_000,
);
