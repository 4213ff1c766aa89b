import { type RedisServer, startServer } from "@coffer-internal/servers";
import { type Cache, type Caches, createCaches } from "coffer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { InProcess, inProcess } from "./support/in-process.js";
import { makeProject, settingsFor } from "./support/project.js";

let server: RedisServer;
let caches: Caches;
let cache: Cache;
let cwd: string;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.command("FLUSHALL");
  const settings = settingsFor(server.url(), {}, { KEY_PREFIX: "shop" });
  cwd = await makeProject({ "coffer.settings.json": settings });
  caches = await createCaches(settings as never);
  cache = caches.get();
});
afterEach(() => caches.close());

const run = (...args: string[]) => inProcess(args, { cwd });

describe("coffer get --verbose", () => {
  test("shows an entry with a head: when it was stored, when it expires, how long it is kept, its tags", async () => {
    const options = { timeout: 100, grace: "1h", tags: ["news", "author:7"] } as const;
    await cache.getOrSet("page", () => "text", options);
    const { code, stdout, stderr } = await run("get", "page", "--verbose");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^'text'\nstate {7}current\nstored at {3}20.*\nexpires at {2}20.* \(in (?:[2-9]\d|100) s\)\n/,
    );
    expect(stdout).toMatch(
      /\nkept until {2}20.* \(in 3,(?:69\d|700) s\)\ntags {8}author:7, news\nsize {8}\d+ B\n$/,
    );

    const { entry, ...answer } = JSON.parse((await run("get", "page", "--verbose", "--json")).stdout);
    expect(answer).toEqual({ key: "page", found: true, value: "text" });
    expect(entry).toMatchObject({ tags: ["author:7", "news"], isCurrent: true });
    expect(new Date(entry.keptUntil.$date).getTime() - Date.now()).toBeGreaterThan(3_600_000);
  });

  test("shows an entry without a head", async () => {
    await cache.set("k", 5, null);
    const { stdout } = await run("get", "k", "--verbose");
    expect(stdout.split("\n")).toEqual([
      "5",
      "state       current",
      "stored at   not known",
      "expires at  never",
      "kept until  without expiry, unless Redis evicts it",
      "tags        none",
      "size        1 B",
      "",
    ]);
  });

  test("shows an expired value, or one whose tag was invalidated, and fails", async () => {
    await cache.getOrSet("old", () => 1, { timeout: "1ms", stale: "1h" });
    while ((await cache.get("old")) !== undefined);
    const old = await run("get", "old", "--verbose");
    expect(old).toMatchObject({ code: 1, stderr: 'no value at "old" any more\n' });
    expect(old.stdout).toMatch(/^state {7}expired\n/);

    await cache.set("tagged", 1, { tags: ["t"] });
    await cache.deleteByTag("t");
    expect((await run("get", "tagged", "--verbose")).stdout).toMatch(/^state {7}invalidated by a tag\n/);
    expect(await run("get", "nope", "--verbose")).toEqual({ code: 1, stdout: "", stderr: 'no key "nope"\n' });
  });

  test("says so if the client cannot describe entries", async () => {
    const folder = await makeProject({
      "coffer.settings.json": { CACHES: { default: { BACKEND: "@coffer/backend-dummy" } } },
    });
    const { code, stderr } = await inProcess(["get", "k", "--verbose"], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain("--verbose needs a client with the method describe");
  });
});

describe("coffer delete-tag", () => {
  test("invalidates the values with any of the tags, and no others", async () => {
    await cache.set("a", 1, { tags: ["news"] });
    await cache.set("b", 2, { tags: ["author:7"] });
    await cache.set("c", 3, { tags: ["author:8"] });
    expect(await run("delete-tag", "news", "author:7", "--yes")).toEqual({
      code: 0,
      stdout: 'values of the cache default with the tags "news" or "author:7" are invalidated\n',
      stderr: "",
    });
    expect([...(await cache.getMany(["a", "b", "c"])).keys()]).toEqual(["c"]);
  });

  test("answers in JSON, and applies --key-version to the tags", async () => {
    await cache.set("k", 1, { tags: ["t"] });
    await cache.set("k", 2, { tags: ["t"], version: 2 });
    const { stdout } = await run("delete-tag", "t", "--yes", "--json", "--key-version", "2");
    expect(stdout).toBe('{"tags":["t"]}\n');
    expect(await cache.get("k")).toBe(1);
    expect(await cache.get("k", undefined, { version: 2 })).toBeUndefined();
  });

  test.each([
    ["y\n", "are invalidated", undefined],
    ["\n", "nothing was deleted", 1],
  ])("asks first, and acts on the answer: %j", async (answer, told, left) => {
    await cache.set("k", 1, { tags: ["news"] });
    const terminal = new InProcess(["delete-tag", "news"], { cwd, isTerminal: true });
    await terminal.shows(/Invalidate all values of the cache default with the tag "news"\?/);
    terminal.type(answer);
    expect(await terminal.exit).toBe(0);
    expect(terminal.output).toContain(told);
    expect(await cache.get("k")).toBe(left);
  });

  test("fails without a terminal and without --yes, and for an invalid name", async () => {
    await cache.set("k", 1, { tags: ["news"] });
    const { code, stderr } = await inProcess(["delete-tag", "news"], { cwd, input: "y\n" });
    expect(code).toBe(2);
    expect(stderr).toContain("there is no terminal to answer on: give --yes if you are sure");
    expect(await cache.get("k")).toBe(1);
    expect((await run("delete-tag", "", "--yes")).stderr).toContain("a tag must have 1 to 200 bytes");
  });
});
