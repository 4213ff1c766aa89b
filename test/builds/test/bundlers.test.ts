import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BY_CLASSES, BY_STRINGS } from "./applications.js";
import { BUNDLERS } from "./bundlers.js";

/** A bundler has a minute's work on a busy machine. */
const PATIENCE = 300_000;
/** Where what the sources import is found; nothing of it is there when the bundles run. */
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
  await writeFile(SETTINGS, JSON.stringify({ CACHES: { default: { LOCATION: url, OPTIONS } } }));
});
afterAll(async () => {
  await server.stop();
  await rm(SOURCES, { recursive: true, force: true });
});

describe.each(BUNDLERS)("an application that $name bundles", ({ bundle, ending }) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "coffer-builds-"));
    await bundle({ classes: join(SOURCES, "classes.mjs"), strings: join(SOURCES, "strings.mjs") }, folder);
  }, PATIENCE);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What the bundle says, where there are no packages. */
  async function outcomeOf(name: string): Promise<string> {
    const env = { ...process.env, NODE_PATH: "", REDIS_URL: url, SETTINGS };
    const { stdout } = await promisify(execFile)(process.execPath, [name + ending], { cwd: folder, env });
    return stdout.trim();
  }

  it("has all that it needs in the bundle where it names its parts by classes", async () => {
    expect(await outcomeOf("classes")).toBe("fine");
  });

  it("finds plugins that are named by strings among what is installed beside the settings file", async () => {
    expect(await outcomeOf("strings")).toBe("fine");
  });
});
