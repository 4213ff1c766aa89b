import { execFileSync } from "node:child_process";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BIN, coffer } from "./support/coffer.js";
import { inProcess } from "./support/in-process.js";
import { populate } from "./support/populate.js";
import { makeProject, settingsFor } from "./support/project.js";

let server: RedisServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));

/** A folder with settings, and the program in it. */
async function inProject(options: object = {}, more: object = {}) {
  const settings = settingsFor(server.url(), options, more);
  const cwd = await makeProject({ "coffer.settings.json": settings });
  return { run: (...args: string[]) => inProcess(args, { cwd }), settings, cwd };
}

describe("a value that was set is returned unchanged", () => {
  test.each([
    ['{"name":"Ada","tags":[1,2.5,null]}', "{ name: 'Ada', tags: [ 1, 2.5, null ] }"],
    ["5", "5"],
    ['"5"', "'5'"],
    ["plain text", "'plain text'"],
    ["12345678901234567890", "12345678901234567890n"],
    ["true", "true"],
    ["null", "null"],
  ])("%s", async (typed, shown) => {
    const { run } = await inProject();
    expect(await run("set", "k", typed)).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await run("get", "k")).toEqual({ code: 0, stdout: `${shown}\n`, stderr: "" });
  });

  test("text that looks like JSON, with --text", async () => {
    const { run } = await inProject();
    await run("set", "k", "[1", "--text");
    expect((await run("get", "k", "--json")).stdout).toBe('{"key":"k","found":true,"value":"[1"}\n');
  });

  test("reads a value from stdin", async () => {
    const { cwd, run } = await inProject();
    expect((await coffer(["set", "k", "-"], { cwd, input: '{"from":"stdin"}\n' })).code).toBe(0);
    expect((await run("get", "k")).stdout).toBe("{ from: 'stdin' }\n");
  });

  test("text that begins like JSON but is invalid is an error before anything is sent", async () => {
    const { run } = await inProject();
    const { code, stderr } = await run("set", "k", '{"a":1');
    expect(code).toBe(2);
    expect(stderr).toContain("begins like JSON and is not valid JSON");
    expect(await server.command("DBSIZE")).toBe(0);
  });
});

test("values of every type are shown decoded, through serializer and compressor, and in JSON by the documented convention", async () => {
  const { run, settings, cwd } = await inProject({ SERIALIZER: "v8", COMPRESSOR: "zstd" });
  const value = {
    map: new Map([["a", 1n]]),
    set: new Set(["x"]),
    date: new Date(0),
    bytes: Buffer.from("hello"),
    odd: [Number.NaN, -0, undefined],
    pattern: /a/g,
    own: { $date: 1 },
    long: "x".repeat(2000),
  };
  const caches = await createCaches(settings as never, { parent: `${cwd}/` });
  await caches.get().set("k", { ...value, self: value });
  await caches.close();

  const { stdout } = await run("get", "k");
  expect(stdout).toContain("map: Map(1) { 'a' => 1n }");
  expect(stdout).toContain("set: Set(1) { 'x' }");
  expect(stdout).toContain("date: 1970-01-01T00:00:00.000Z");
  expect(stdout).toContain("68 65 6c 6c 6f");
  const { value: json } = JSON.parse((await run("get", "k", "--json")).stdout);
  expect(json).toEqual({
    ...json.self,
    self: {
      map: { $map: [["a", { $bigint: "1" }]] },
      set: { $set: ["x"] },
      date: { $date: "1970-01-01T00:00:00.000Z" },
      bytes: { $bytes: "aGVsbG8=" },
      odd: [{ $number: "NaN" }, { $number: "-0" }, { $undefined: true }],
      pattern: { $regexp: "/a/g" },
      own: { $object: { $date: 1 } },
      long: value.long,
    },
  });
});

test("a missing key is a failure, with an empty stdout for people and an answer for programs", async () => {
  const { run } = await inProject();
  expect(await run("get", "nope")).toEqual({ code: 1, stdout: "", stderr: 'no key "nope"\n' });
  expect(await run("get", "nope", "--json")).toEqual({
    code: 1,
    stdout: '{"key":"nope","found":false}\n',
    stderr: "",
  });
  expect(await run("ttl", "nope")).toMatchObject({ code: 1, stdout: "" });
  expect(await run("delete", "nope", "never")).toMatchObject({ code: 1, stdout: "0 of 2 deleted\n" });
});

test("--timeout is a number of seconds, a duration or never, and ttl prints it", async () => {
  const { run } = await inProject();
  await run("set", "k", "1", "--timeout", "5m");
  expect(Number((await run("ttl", "k")).stdout)).toBeGreaterThan(200);
  await run("set", "k", "1", "--timeout", "20");
  expect(JSON.parse((await run("ttl", "k", "--json")).stdout).ttl).toBeLessThanOrEqual(20);
  await run("set", "k", "1", "--timeout", "never");
  expect((await run("ttl", "k")).stdout).toBe("never expires\n");
  const wrong = await run("set", "k", "1", "--timeout", "soon");
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('--timeout must be a number of seconds, a duration such as "500ms"');
});

test("--nx and --xx say whether the value was stored", async () => {
  const { run } = await inProject();
  expect(await run("set", "k", "1", "--xx")).toMatchObject({
    code: 1,
    stderr: "not stored: the key is missing\n",
  });
  expect(await run("set", "k", "1", "--nx")).toMatchObject({ code: 0 });
  expect(await run("set", "k", "2", "--nx", "--json")).toMatchObject({
    code: 1,
    stdout: '{"key":"k","stored":false}\n',
  });
  expect(await run("set", "k", "2", "--nx", "--xx")).toMatchObject({ code: 2 });
});

test("keys lists matching keys, without prefix and version, and --key-version selects another version", async () => {
  const { run } = await inProject({}, { KEY_PREFIX: "shop" });
  for (const key of ["user:1", "user:2", "order:1"]) await run("set", key, "1");
  await run("set", "user:9", "1", "--key-version", "2");
  expect((await run("keys", "user:*")).stdout.split("\n").sort()).toEqual(["", "user:1", "user:2"]);
  expect(JSON.parse((await run("keys", "--json")).stdout).sort()).toEqual(["order:1", "user:1", "user:2"]);
  expect(JSON.parse((await run("keys", "--json", "none*")).stdout)).toEqual([]);
  expect(JSON.parse((await run("keys", "--json", "--limit", "2")).stdout)).toHaveLength(2);
  expect((await run("keys", "--key-version", "2")).stdout).toBe("user:9\n");
  expect((await run("delete", "user:9", "--key-version", "2")).stdout).toBe("1 of 1 deleted\n");
  expect((await run("keys", "--limit", "0")).code).toBe(2);
});

describe("data from Redis cannot control the terminal", () => {
  const EVIL = "\x1b]0;owned\x07\x9b2J\u202e\r\nsecond";
  const ESCAPED = "\\u001b]0;owned\\u0007\\u009b2J\\u202e\\u000d\\u000asecond";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/;

  test("keys are listed with escapes, one per line, and exactly with --json", async () => {
    const { run } = await inProject();
    await server.command("SET", `:1:${EVIL}`, "1");
    expect((await run("keys", "*owned*")).stdout).toBe(`${ESCAPED}\n`);
    const { stdout } = await run("keys", "*owned*", "--json");
    expect(stdout).not.toMatch(CONTROL);
    expect(JSON.parse(stdout)).toEqual([EVIL]);
  });

  test.each([
    ["text", { text: EVIL, [EVIL]: new Map([[EVIL, EVIL]]) }],
    ["an error with its message", new TypeError(EVIL)],
    ["a pattern", new RegExp(EVIL.replace("]", "\\]"))],
  ])("values are shown with escapes: %s", async (_, value) => {
    const { run, settings, cwd } = await inProject({ SERIALIZER: "v8" });
    const caches = await createCaches(settings as never, { parent: `${cwd}/` });
    await caches.get().set("evil", value);
    await caches.close();
    for (const more of [[], ["--json"]]) {
      const { stdout } = await run("get", "evil", ...more);
      expect(stdout).toContain("owned");
      expect(stdout).not.toMatch(CONTROL);
    }
  });

  test("errors repeat them with escapes", async () => {
    const { run } = await inProject();
    const { stderr, code } = await run("get", "k", "--cache", EVIL);
    expect(code).toBe(2);
    expect(stderr).toContain("owned");
    expect(stderr).not.toMatch(CONTROL);
  });
});

test("a reader that closes the pipe early ends the program quietly", async () => {
  const { cwd } = await inProject();
  // Many times what a pipe holds.
  await populate(server, ":1:key:", 50_000);
  const line = `"${process.execPath}" "${BIN}" keys | head -n 1`;
  expect(execFileSync("bash", ["-o", "pipefail", "-c", line], { cwd, encoding: "utf8" })).toMatch(
    /^key:\d+\n$/,
  );
});
