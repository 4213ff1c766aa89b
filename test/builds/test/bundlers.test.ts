import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL } from "../../fixtures/client-groups.js";
import { BY_CLASSES, BY_STRINGS, HTTP_CACHE } from "./applications.js";
import { BUNDLERS } from "./bundlers.js";

/** A bundler may need a minute on a busy machine. */
const PATIENCE = 900_000;
/** Where the sources' imports are resolved; it is removed before the bundles run. */
const SOURCES = fileURLToPath(new URL("../.sources/", import.meta.url));
const SETTINGS = join(SOURCES, "settings.json");

let server: RedisServer;
let url: string;
beforeAll(async () => {
  server = await startServer();
  url = `redis://127.0.0.1:${server.port}/0`;
  const OPTIONS = {
    CLIENT_CLASS: "herd",
    SERIALIZER: "@coffer/serializer-msgpack#MsgPackSerializer",
    COMPRESSOR: "zlib",
  };
  await mkdir(SOURCES, { recursive: true });
  await writeFile(join(SOURCES, "classes.mjs"), BY_CLASSES);
  await writeFile(join(SOURCES, "strings.mjs"), BY_STRINGS);
  await writeFile(join(SOURCES, "http.mjs"), HTTP_CACHE);
  await writeFile(SETTINGS, JSON.stringify({ CACHES: { default: { LOCATION: url, OPTIONS } } }));
});
afterAll(async () => {
  await server.stop();
  await rm(SOURCES, { recursive: true, force: true });
});

/** One bundle is minified and CommonJS, one is ES modules; with `npm run test:all` each bundler builds both. */
const CHOSEN = BUNDLERS.filter(({ name }) => ALL || /webpack to CommonJS|esbuild to ES/.test(name));

describe.each(CHOSEN)("an application that $name bundles", ({ bundle, ending }) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "coffer-builds-"));
    const entries = ["classes", "strings", "http"].map((name) => [name, join(SOURCES, `${name}.mjs`)]);
    await bundle(Object.fromEntries(entries), folder);
  }, PATIENCE);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** The output of the bundle, without packages next to it. */
  async function outcomeOf(name: string): Promise<string> {
    const env = { ...process.env, NODE_PATH: "", REDIS_URL: url, SETTINGS };
    const { stdout } = await promisify(execFile)(process.execPath, [name + ending], { cwd: folder, env });
    return stdout.trim();
  }

  it("has everything in the bundle if it names its plugins by classes", async () => {
    expect(await outcomeOf("classes")).toBe("fine");
  });

  it("finds plugins named by strings among the packages next to the settings file", async () => {
    expect(await outcomeOf("strings")).toBe("fine");
  });

  it("has an HTTP cache, for Node's server and for Hono", async () => {
    expect(await outcomeOf("http")).toBe("fine");
  });
});
