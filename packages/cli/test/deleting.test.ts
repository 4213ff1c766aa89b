import { type RedisServer, startProxy, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { InProcess, inProcess } from "./support/in-process.js";
import { populate } from "./support/populate.js";
import { makeProject, settingsFor } from "./support/project.js";
import { Terminal } from "./support/terminal.js";

let server: RedisServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
// ASYNC: freeing a million keys takes the server a while.
beforeEach(() => server.command("FLUSHALL", "ASYNC"));

/** With `npm run test:all` a million, for which the server alone needs as long as all other cases. */
const MANY = ALL ? 1_000_000 : 20_000;
const SHOWN = MANY.toLocaleString("en");

function projectWith(more: object = {}, options: object = {}): Promise<string> {
  return makeProject({ "coffer.settings.json": settingsFor(server.url(), options, more) });
}

/**
 * A project whose server is this many milliseconds away, so that a deletion takes a while on any machine: it is the
 * number of pages that counts, not of keys.
 */
async function projectFarAway(latency: number, more: object = {}, options: object = {}): Promise<string> {
  const proxy = await startProxy(server);
  onTestFinished(() => proxy.stop());
  proxy.latency = latency;
  return projectWith({ LOCATION: proxy.url(), ...more }, options);
}

const size = async () => Number(await server.command("DBSIZE"));

describe("coffer delete-pattern", () => {
  test("shows a moving bar for very many keys, with rate and time left, and deletes them all", async () => {
    await populate(server, "shop:1:user:", MANY);
    await server.command("SET", "shop:1:order:1", "stays");
    const cwd = await projectFarAway(20, { KEY_PREFIX: "shop" }, { SCAN_ITERSIZE: MANY / 20 });
    const terminal = new Terminal(["delete-pattern", "user:*"], { cwd });
    await terminal.shows(new RegExp(`Delete ${SHOWN} keys of the cache default that match "user:\\*"\\?`));
    terminal.type("y\n");
    expect(await terminal.exit).toBe(0);
    const states = [
      ...terminal.output.matchAll(
        /(\d+)% \| [\d,]+ of (?:1,000|20),000 keys \| [\d,]+\/s \| (?:(?:\d+ s|\?) left|in [\d.]+ s)/g,
      ),
    ];
    expect(new Set(states.map(([, percent]) => percent)).size).toBeGreaterThan(2);
    expect(states.at(-1)?.[1]).toBe("100");
    expect(terminal.output).toContain(`${SHOWN} keys deleted`);
    expect(await size()).toBe(1);
  });

  test("is interrupted by Ctrl-C, and reports exactly what was deleted", async () => {
    await populate(server, ":1:user:", MANY);
    // It would need seconds more when the key is pressed.
    const cwd = await projectFarAway(30, {}, { SCAN_ITERSIZE: MANY / 50 });
    const terminal = new Terminal(["delete-pattern", "user:*", "--yes"], { cwd });
    await terminal.shows(new RegExp(`[1-9][\\d,]* of ${SHOWN} keys`));
    terminal.pressCtrlC();
    expect(await terminal.exit).toBe(130);
    const told = /interrupted: ([\d,]+) of (?:1,000|20),000 keys were deleted/.exec(terminal.output)?.[1];
    const deleted = Number(told?.replaceAll(",", ""));
    expect(deleted).toBeGreaterThan(0);
    expect(await size()).toBe(MANY - deleted);
  });

  test.each([
    ["n\n", 0, "nothing was deleted", InProcess],
    ["\n", 0, "nothing was deleted", InProcess],
    ["\x03", 130, "interrupted, nothing was changed", Terminal],
  ])("deletes nothing if the answer is %j", async (answer, code, told, Program) => {
    await populate(server, ":1:k:", 3);
    const terminal = new Program(["delete-pattern", "*"], { cwd: await projectWith(), isTerminal: true });
    await terminal.shows(/Delete 3 keys .*\(y\/N\)/);
    terminal.type(answer);
    expect(await terminal.exit).toBe(code);
    expect(terminal.output).toContain(told);
    expect(await size()).toBe(3);
  });

  test.each(["delete-pattern", "clear"])(
    "fails without a terminal and without --yes: %s",
    async (command) => {
      await populate(server, ":1:k:", 3);
      const cwd = await projectWith();
      const args = command === "clear" ? [command] : [command, "*"];
      const { code, stderr } = await inProcess(args, { cwd, input: "y\n" });
      expect(code).toBe(2);
      expect(stderr).toContain("there is no terminal to answer on: give --yes if you are sure");
      expect(await size()).toBe(3);
    },
  );

  test("with --yes needs no terminal, and prints no bar", async () => {
    await populate(server, ":1:k:", 3);
    await server.command("SET", ":2:k:1", "another version");
    const cwd = await projectWith();
    expect(await inProcess(["delete-pattern", "k:*", "--yes"], { cwd })).toEqual({
      code: 0,
      stdout: "3 keys deleted\n",
      stderr: "",
    });
    const second = await inProcess(["delete-pattern", "k:*", "--yes", "--json", "--key-version", "2"], {
      cwd,
    });
    expect(second).toEqual({ code: 0, stdout: '{"deleted":1}\n', stderr: "" });
    await populate(server, ":1:k:", 1);
    const { stdout } = await inProcess(["delete-pattern", "k:*", "--yes"], { cwd });
    expect(stdout).toBe("1 key deleted\n");
  });

  test.each([
    [{}, true],
    [{ NO_COLOR: "1" }, false],
    [{ TERM: "dumb" }, false],
  ])("has colours on a terminal that has them, and none with NO_COLOR: %j", async (env, has) => {
    const terminal = new InProcess(["doctor"], { cwd: await projectWith(), env, isTerminal: true });
    await terminal.exit;
    expect(terminal.output).toContain("0 problems");
    expect(terminal.output.includes("\x1b[")).toBe(has);
  });
});

describe("coffer clear", () => {
  test("deletes the keys of the prefix in every version, and no others", async () => {
    await populate(server, "shop:1:a:", 10_000);
    await populate(server, "shop:7:b:", 10_000);
    for (const key of ["shop:b:1:x", "other:1:x"]) await server.command("SET", key, "stays");
    const cwd = await projectWith({ KEY_PREFIX: "shop" });
    const terminal = new InProcess(["clear"], { cwd, isTerminal: true });
    await terminal.shows(/Delete 20,000 keys of the cache default, with the prefix "shop"\?/);
    terminal.type("y\n");
    expect(await terminal.exit).toBe(0);
    expect(terminal.output).toContain("20,000 keys deleted");
    expect(await size()).toBe(2);
  });

  test("without a prefix asks about the whole database, without its password", async () => {
    await using secured = await startServer({ password: "s3cret" });
    await populate(secured, "anybody's:", 5);
    const cwd = await makeProject({ "coffer.settings.json": settingsFor(secured.url()) });
    const terminal = new InProcess(["clear"], { cwd, isTerminal: true });
    await terminal.shows(/Delete 5 keys for[\s\S]*the whole[\s\S]*redis:\/\/[^@ ]+/);
    terminal.type("y\n");
    expect(await terminal.exit).toBe(0);
    expect(terminal.output).toContain("5 keys deleted");
    expect(terminal.output).not.toContain("s3cret");
    expect(await secured.command("DBSIZE")).toBe(0);
  });

  test("of a whole database shows a bar, and Ctrl-C stops it and reports what was deleted", async () => {
    await populate(server, "anybody's:", MANY);
    // It reads a thousand keys a time.
    const cwd = await projectFarAway(100);
    const terminal = new InProcess(["clear", "--yes"], { cwd, isTerminal: true });
    await terminal.shows(new RegExp(`[1-9]\\d*% \\| [1-9][\\d,]* of ${SHOWN} keys`));
    terminal.pressCtrlC();
    expect(await terminal.exit).toBe(130);
    const [, gone = ""] =
      /interrupted: ([\d,]+) of (?:1,000|20),000 keys were deleted/.exec(terminal.output) ?? [];
    expect(await size()).toBe(MANY - Number(gone.replaceAll(",", "")));
    expect(await size()).toBeGreaterThan(0);
  });

  test("of a whole database skips replicas, and includes all shards", async () => {
    await using replica = await startServer({ replicaOf: server });
    await populate(server, "anybody's:", 2_000);
    const replicated = await projectWith({ LOCATION: [server.url(), replica.url()] });
    expect(await inProcess(["clear", "--yes"], { cwd: replicated })).toMatchObject({
      code: 0,
      stdout: "2,000 keys deleted\n",
    });
    await using other = await startServer();
    await populate(server, "anybody's:", 10);
    await populate(other, "anybody's:", 10);
    const OPTIONS = { CLIENT_CLASS: "@coffer/client-shard" };
    const sharded = await projectWith({ LOCATION: [server.url(), other.url()], OPTIONS });
    expect(await inProcess(["clear", "--yes"], { cwd: sharded })).toMatchObject({
      code: 0,
      stdout: "20 keys deleted\n",
    });
    expect([await size(), await other.command("DBSIZE")]).toEqual([0, 0]);
  });
});
