import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { eventually } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { ALL } from "../../fixtures/client-groups.js";
import { PHASES } from "../src/phases.js";

const PROGRAM = fileURLToPath(new URL("../dist/main.js", import.meta.url));

function start(...args: string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...args]);
  return {
    child,
    output: Promise.all([text(child.stdout), text(child.stderr)]),
    closed: once(child, "close"),
  };
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { output, closed } = start(...args);
  const [[out, err], [code]] = await Promise.all([output, closed]);
  return { code, out, err };
}

const client = (name: string) =>
  `./${path.relative("", fileURLToPath(new URL(`./support/${name}.mjs`, import.meta.url)))}`;

// The machine may be busy with the tests of other packages.
const LEEWAY = ["--leeway", "20000"];

/** Two seconds for each. With `npm run test:all` all of them, which takes a minute; the nightly run has ten minutes of it. */
const CHOSEN = PHASES.map(({ name }) => name).filter((name) => ALL || ["single", "cluster"].includes(name));

it(`every promise is kept on ${CHOSEN.join(", ")}, and the figures are told`, async () => {
  const file = path.join(os.tmpdir(), `coffer-chaos-${process.pid}.md`);
  try {
    const seconds = String(2 * CHOSEN.length);
    const phases = CHOSEN.flatMap((name) => ["--phase", name]);
    const options = ["--seconds", seconds, "--seed", "1", ...phases, ...LEEWAY, "--markdown", file];
    const { code, out, err } = await run(...options);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("Every promise was kept.");
    const told = await readFile(file, "utf8");
    for (const phase of CHOSEN) {
      expect(told.match(new RegExp(`^\\| ${phase} `, "gm"))).toHaveLength(2);
    }
    expect(told).toContain(`\`npm run chaos -- --seconds ${seconds} --seed 1\``);
  } finally {
    await rm(file, { force: true });
  }
}, 240_000);

it("a client that resends increments is detected", async () => {
  const options = ["--seconds", "8", "--phase", "single", "--client", client("retrying-client")];
  // On a busy machine there may be no pending increment when a fault strikes, so there are three attempts.
  let { code, err } = await run(...options, "--seed", "1");
  for (let seed = 2; seed <= 3 && code === 0; seed++) {
    ({ code, err } = await run(...options, "--seed", String(seed)));
  }
  expect(err).toMatch(/single: counter counter:[a-d]: \d+ counted twice/);
  expect(code).toBe(1);
}, 300_000);

// Half a minute of both processors.
describe.runIf(ALL)("with `npm run test:all`,", () => {
  it("a client that is late, loses writes and leaves a rejection unhandled is detected", async () => {
    const options = [
      "--seconds",
      "4",
      "--seed",
      "1",
      "--phase",
      "single",
      "--client",
      client("careless-client"),
    ];
    const { code, err } = await run(...options);
    expect(err).toMatch(/unhandledRejection: Error: nobody caught this/);
    expect(err).toMatch(/text:\d:\d+ is not linearizable: /);
    expect(err).toMatch(/getMany took \d+ ms, where 2250 ms are promised/);
    expect(code).toBe(1);
  }, 300_000);

  it("a connection package is tested only where it is supported", async () => {
    const { code, out } = await run(
      "--seconds",
      "2",
      ...LEEWAY,
      "--driver",
      "@coffer/connection-resp",
      "--phase",
      "single",
      "--phase",
      "cluster",
    );
    expect(out).toContain("cluster: left out, @coffer/connection-resp cannot reach such servers");
    expect(out).toMatch(/\| single +\| resp /);
    expect(code).toBe(0);
  }, 300_000);

  it("an interrupt stops it, its workers and its servers", async () => {
    const { child, output, closed } = start("--seconds", "60", "--seed", "1", "--phase", "single");
    const children = async () =>
      (await readFile(`/proc/${child.pid}/task/${child.pid}/children`, "utf8")).split(" ");
    // The guard of the server, and four workers.
    await eventually(async () => expect((await children()).filter(Boolean)).toHaveLength(5), {
      deadline: 60_000,
    });
    const pids = (await children()).filter(Boolean).map(Number);
    child.kill("SIGINT");
    const [code] = await closed;
    expect(code).toBe(130);
    expect((await output)[1]).toContain("stopped by SIGINT");
    const isThere = (pid: number) => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await eventually(() => expect(pids.filter(isThere)).toEqual([]));
  }, 300_000);
});

it.each([
  [["--seconds", "0"], '--seconds has to be a whole number from 1, got "0"'],
  [["--seed", "x"], '--seed has to be a whole number from 0, got "x"'],
  [["--phase", "lone"], `--phase has to be one of ${PHASES.map(({ name }) => name).join(", ")}, got "lone"`],
  [["--leeway", "1.5"], '--leeway has to be a whole number from 0, got "1.5"'],
  [["--second", "1"], "Unknown option '--second'"],
])("%j is rejected before anything starts", async (args, message) => {
  const { code, err } = await run(...args);
  expect(err).toContain(message);
  expect(code).toBe(2);
});
