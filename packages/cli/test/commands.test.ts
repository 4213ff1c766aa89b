import { execFileSync, spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { createCaches } from "coffer";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";
import { BIN } from "./support/coffer.js";
import { InProcess, inProcess } from "./support/in-process.js";
import { makeProject, settingsFor } from "./support/project.js";

let server: RedisServer;

beforeAll(async () => {
  server = await startServer({ password: "s3cret" });
});
afterAll(() => server.stop());
beforeEach(() => server.command("FLUSHALL"));

describe("coffer stats", () => {
  test("prints a table of the servers of each cache, including unreachable ones, without passwords", async () => {
    await server.command("SET", "k", "v");
    const CACHES = {
      default: { LOCATION: server.url() },
      gone: { LOCATION: "redis://:s3cret@127.0.0.1:1/3" },
    };
    const cwd = await makeProject({ "coffer.settings.json": { CACHES } });
    const { code, stdout, stderr } = await inProcess(["stats"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^CACHE +SERVER +REDIS +ROLE +KEYS +MEMORY/);
    expect(stdout).toMatch(
      new RegExp(`\\ndefault +redis://127\\.0\\.0\\.1:${server.port} +\\d+\\.\\d+\\.\\d+ +master +1 +`),
    );
    expect(stdout).toMatch(/\ngone +redis:\/\/127\.0\.0\.1:1\/3 +does not answer/);
    expect(stderr).toContain("ECONNREFUSED");
    expect(stdout + stderr).not.toContain("s3cret");
    const one = await inProcess(["stats", "--cache", "default", "--json"], { cwd });
    expect(one.code).toBe(0);
    expect(JSON.parse(one.stdout)).toMatchObject([{ cache: "default" }]);
    expect((await inProcess(["doctor", "--cache", "nope"], { cwd })).code).toBe(2);
  });

  test("prints a list of figures with --json", async () => {
    const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url()) });
    const { code, stdout } = await inProcess(["stats", "--json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { cache: "default", role: "master", keys: 0, maxBytes: 0, usedBytes: expect.any(Number) },
    ]);
  });
});

test("coffer bench measures set and get, single and concurrent, and leaves no key", async () => {
  const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url()) });
  // A clock that goes on by a millisecond with each look at it, so that the seconds of load are a thousand calls.
  let time = performance.now();
  const clock = ALL ? undefined : vi.spyOn(performance, "now").mockImplementation(() => (time += 1));
  onTestFinished(() => clock?.mockRestore());
  const { code, stdout } = await inProcess(["bench", "--json", "--callers", "16"], { cwd });
  expect(code).toBe(0);
  const results = JSON.parse(stdout);
  expect(results.map(({ name, callers }: { name: string; callers: number }) => [name, callers])).toEqual([
    ["set", 1],
    ["get", 1],
    ["set", 16],
    ["get", 16],
  ]);
  for (const { perSecond, p50, p99, max } of results) {
    expect(perSecond).toBeGreaterThan(0);
    expect(p50).toBeLessThanOrEqual(p99);
    expect(p99).toBeLessThanOrEqual(max);
  }
  expect(await server.command("DBSIZE")).toBe(0);
});

test("coffer bench removes its keys if it is interrupted, too", async () => {
  const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url()) });
  const child = spawn(process.execPath, [BIN, "bench", "--seconds", "60"], { cwd, stdio: "ignore" });
  await eventually(async () => expect(await server.command("DBSIZE")).toBe(1000));
  child.kill("SIGINT");
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(130);
  expect(await server.command("DBSIZE")).toBe(0);
});

describe("coffer train-dictionary", () => {
  /** More than one page of them; training takes as long as they are many. */
  const VALUES = ALL ? 1200 : 600;

  async function projectWithValues() {
    const cwd = await makeProject({
      "coffer.settings.json": settingsFor(server.url(), { SERIALIZER: "json" }),
    });
    const caches = await createCaches(settingsFor(server.url()) as never);
    const users = Array.from({ length: VALUES }, (_, id) => [
      `user:${id}`,
      {
        id,
        name: `User ${id * 7919}`,
        mail: `user${id}@example.org`,
        roles: ["reader", "editor"],
        city: "Trondheim",
      },
    ]) as [string, unknown][];
    await caches.get().setMany(users);
    await caches.get().set("count", 5);
    await caches.close();
    return cwd;
  }

  test("trains one with the cache's values, which compress better with it, and does not overwrite a file", async () => {
    const cwd = await projectWithValues();
    const args = ["train-dictionary", "--output", "users.dict", "--size", "512", "--json"];
    const { code, stdout, stderr } = await inProcess(args, { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { file, bytes, samples, averageBytes } = JSON.parse(stdout);
    expect(file).toBe(join(cwd, "users.dict"));
    expect((await readFile(file)).length).toBe(bytes);
    expect(samples).toBe(VALUES);
    expect(averageBytes.zstdWithDictionary).toBeLessThan(averageBytes.zstd / 2);

    await writeFile(file, "needed");
    const again = await inProcess(args, { cwd });
    expect(again.code).toBe(2);
    expect(JSON.parse(again.stderr).error.message).toContain("give another --output, or --force");
    expect(await readFile(file, "utf8")).toBe("needed");

    await inProcess([...args, "--force"], { cwd });
    const dictionary = settingsFor(server.url(), {
      COMPRESSOR: "zstd",
      COMPRESSOR_MIN_LENGTH: 0,
      DICTIONARY: file,
    });
    const other = await makeProject({ "coffer.settings.json": dictionary });
    await inProcess(["set", "user:new", '{"id":1,"name":"User 1","city":"Trondheim"}'], { cwd: other });
    expect((await inProcess(["get", "user:new"], { cwd: other })).stdout).toContain("Trondheim");
  });

  test("its bar ends with a summary and the time", async () => {
    const cwd = await projectWithValues();
    const args = ["train-dictionary", "--output", "users.dict", "--size", "512"];
    const terminal = new InProcess(args, { cwd, isTerminal: true });
    expect(await terminal.exit).toBe(0);
    expect(terminal.output).toMatch(/100% \| (1,200|600) of \1 values \| [1-9][\d,]*\/s \| in \d+\.\d s/);
    expect(terminal.output).not.toMatch(/left\s*\r?\n/);
  });

  test("reports too few values", async () => {
    const cwd = await makeProject({ "coffer.settings.json": settingsFor(server.url()) });
    const { code, stderr } = await inProcess(["train-dictionary"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("needs at least 10 samples");
  });
});

describe("coffer completion", () => {
  test.each(["bash", "zsh", "fish"])("%s understands the script", async (shell) => {
    const { code, stdout } = await inProcess(["completion", shell]);
    expect(code).toBe(0);
    const has = (() => {
      try {
        return execFileSync(shell, ["-c", "echo yes"], { encoding: "utf8" });
      } catch {
        return "";
      }
    })();
    // bash is available wherever the tests run; the others may not be installed.
    if (shell === "bash" || has !== "") execFileSync(shell, ["-n"], { input: stdout });
    expect(stdout).toContain(`'${BIN}' complete --`);
  });

  test("bash completes the words though coffer is not on the PATH, and calls it by npx", async () => {
    const { stdout: script } = await inProcess(["completion", "bash"]);
    // Replaces bash-completion and Tab: the typed words.
    const tab = `
      _get_comp_words_by_ref() { words=(coffer delete-p); cword=1; cur=delete-p; prev=coffer; }
      compopt() { :; }
      ${script}
      "$(complete -p coffer | sed -E 's/.*-F ([^ ]+) .*/\\1/')"
      printf '%s\\n' "\${COMPREPLY[@]}"
      npx() { echo "npx $*"; }
      coffer keys
    `;
    const env = { PATH: "/usr/bin:/bin" };
    expect(execFileSync("bash", ["--norc"], { input: tab, encoding: "utf8", env })).toBe(
      "delete-pattern\nnpx coffer keys\n",
    );
  });

  test.each([
    [["de"], ["delete", "delete-pattern", "delete-tag"]],
    [["get", "--js"], ["--json"]],
    [
      ["set", "--"],
      ["--timeout", "--nx", "--cache", "--settings"],
    ],
    [
      ["completion", ""],
      ["bash", "zsh"],
    ],
  ])("completes the word after %j", async (typed, offered) => {
    const { stdout } = await inProcess(["complete", "--", ...typed]);
    const words = stdout.split("\n").map((line) => line.split("\t")[0]);
    expect(words).toEqual(expect.arrayContaining(offered));
  });
});
