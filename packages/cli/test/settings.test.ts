import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { coffer } from "./support/coffer.js";
import { inProcess } from "./support/in-process.js";
import { makeProject, settingsFor } from "./support/project.js";

const VERSION = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;

let server: RedisServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Settings with a prefix that shows that they were read. */
const marked = (KEY_PREFIX: string) => settingsFor(server.url(), {}, { KEY_PREFIX });

/** The prefix with which a key is written. */
async function prefixOf(
  args: string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  await server.command("FLUSHALL");
  const { stderr } = await inProcess(["set", "k", "1", ...args], options);
  expect(stderr).toBe("");
  return (await server.text("KEYS", "*"))?.toString().split(":")[0] as string;
}

describe("settings are found", () => {
  test("in the working directory or above it, as .json, .js or .mjs", async () => {
    const js = `export default ${JSON.stringify(marked("js"))}`;
    expect(await prefixOf([], { cwd: await makeProject({ "coffer.settings.json": marked("json") }) })).toBe(
      "json",
    );
    expect(await prefixOf([], { cwd: await makeProject({ "coffer.settings.mjs": js }) })).toBe("js");
    const above = await makeProject({ "package.json": { type: "module" }, "coffer.settings.js": js });
    await mkdir(join(above, "src"));
    expect(await prefixOf([], { cwd: join(above, "src") })).toBe("js");
  });

  test("not in a CACHE_URL without a scheme, which is not used as a path", async () => {
    const cwd = await makeProject({});
    expect(await inProcess(["keys"], { cwd, env: { CACHE_URL: "127.0.0.1:6379" } })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("CACHE_URL must begin with redis://"),
    });
  });

  test("first by --settings, then COFFER_SETTINGS, then the file, then CACHE_URL", async () => {
    const cwd = await makeProject({
      "coffer.settings.json": marked("file"),
      "one.json": marked("one"),
      "two.json": marked("two"),
    });
    const env = { COFFER_SETTINGS: "two.json", CACHE_URL: `${server.url()}/0?key_prefix=url` };
    expect(await prefixOf(["--settings", "one.json"], { cwd, env })).toBe("one");
    expect(await prefixOf([], { cwd, env })).toBe("two");
    expect(await prefixOf([], { cwd, env: { CACHE_URL: env.CACHE_URL } })).toBe("file");
    const empty = await makeProject({});
    expect(await prefixOf([], { cwd: empty, env: { CACHE_URL: env.CACHE_URL } })).toBe("url");
    expect(await prefixOf(["--settings", `${server.url()}/0?key_prefix=said`], { cwd: empty })).toBe("said");
  });

  test("with plugins from the folder that --app names", async () => {
    const app = await makeProject({
      "text.mjs":
        'export default class { dumps(v) { return "<" + v; } loads(b) { return String(b).slice(1); } }',
    });
    const cwd = await makeProject({
      "coffer.settings.json": settingsFor(server.url(), { SERIALIZER: "./text.mjs" }),
    });
    expect((await inProcess(["set", "k", "text"], { cwd })).stderr).toContain("there is no file");
    expect((await inProcess(["set", "k", "text", "--app", app], { cwd })).code).toBe(0);
    expect(await server.text("GET", ":1:k")).toBe("<text");
  });

  test("and an unknown cache is a usage error", async () => {
    const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url()) });
    const { code, stderr } = await inProcess(["get", "k", "--cache", "sessions"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('the settings have no cache "sessions"; there are default');
  });
});

describe("usage", () => {
  test.each([
    [["--help"], 0, "Usage: coffer"],
    [["get", "--help"], 0, "--key-version"],
    [["--version"], 0, VERSION],
  ])("%j prints on stdout", async (args, code, text) => {
    const outcome = await inProcess(args);
    expect(outcome).toMatchObject({ code, stderr: "" });
    expect(outcome.stdout).toContain(text);
  });

  test.each([[[]], [["get"]], [["get", "a", "b"]], [["gte", "a"]], [["get", "k", "--nope"]]])(
    "%j is wrong usage",
    async (args) => {
      const outcome = await inProcess(args);
      expect(outcome).toMatchObject({ code: 2, stdout: "" });
      expect(outcome.stderr).not.toBe("");
    },
  );

  test("the program itself exits with the code, and writes on stderr what is not an answer", async () => {
    const outcome = await coffer(["get"]);
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toContain("missing required argument 'key'");
  });

  test("every command stands in the README", async () => {
    const { stdout } = await inProcess(["--help"]);
    const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]+) /gm)].map(([, name]) => name as string);
    expect(commands).toContain("train-dictionary");
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
    expect(commands.filter((name) => name !== "help" && !readme.includes(`\`${name}`))).toEqual([]);
  });

  test("an error is JSON with --json, with its code", async () => {
    const cwd = await makeProject({
      "coffer.settings.json": settingsFor("redis://:s3cret@127.0.0.1:1/0", { IGNORE_EXCEPTIONS: true }),
    });
    const { code, stdout, stderr } = await inProcess(["get", "k", "--json"], { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(JSON.parse(stderr)).toEqual({
      error: { code: "ERR_UNREACHABLE", message: expect.stringContaining("ECONNREFUSED") },
    });
    expect(stderr).not.toContain("s3cret");
  });
});

describe("the command of the package coffer", () => {
  const bin = fileURLToPath(new URL("../../coffer/dist/bin.js", import.meta.url));
  const run = promisify(execFile);

  test("is this one if it is installed", async () => {
    const { stdout } = await run(process.execPath, [bin, "--help"]);
    expect(stdout).toContain("delete-pattern");
  });

  test("says what to install if it is not", async () => {
    const alone = await makeProject({ "package.json": { type: "module" } });
    await rm(join(alone, "node_modules"));
    await copyFile(bin, join(alone, "bin.js"));
    const failure = await run(process.execPath, [join(alone, "bin.js"), "doctor"]).catch((error) => error);
    expect(failure.code).toBe(1);
    expect(failure.stderr).toBe(
      "coffer: the command line is a separate package. Run: npm install --save-dev @coffer/cli\n",
    );
  });
});
