import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createCaches, type LoadOptions, type Settings } from "@coffer/cache-core";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { ALL } from "../../../../test/fixtures/client-groups.js";
import { CLIENTS, startTopologies, type Topologies } from "../topologies.js";

/** Four processes for each case: shards, which are separate servers, run with `npm run test:all`. */
const CHOSEN = ALL ? CLIENTS : (["default", "cluster"] as const);
const PROCESSES = 4;
const CALLERS = 50;

let topologies: Topologies;
beforeAll(async () => {
  topologies = await startTopologies();
});
afterAll(() => topologies[Symbol.asyncDispose]());

interface Child {
  readonly process: ChildProcess;
  readonly lines: string[];
}

const children: Child[] = [];
afterEach(() => {
  for (const { process } of children.splice(0)) process.kill("SIGKILL");
});

async function start(work: object): Promise<void> {
  const script = fileURLToPath(new URL("lease-child.mjs", import.meta.url));
  const args = [script, JSON.stringify({ callers: CALLERS, milliseconds: 300, ...work })];
  for (let n = 0; n < PROCESSES; n++) {
    const process_ = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
    const lines: string[] = [];
    createInterface({ input: process_.stdout }).on("line", (line) => lines.push(line));
    children.push({ process: process_, lines });
  }
  await saying((line) => line === "ready");
}

/** Waits until all processes have printed such a line. */
async function saying(is: (line: string) => boolean): Promise<void> {
  await vi.waitUntil(() => children.every(({ lines }) => lines.some(is)), { timeout: 60_000, interval: 10 });
}

/** Makes all of them call; returns how often each answer came. */
async function answers(): Promise<Record<string, number>> {
  for (const { process } of children) process.stdin?.write("go\n");
  await saying((line) => line.startsWith("{"));
  const sum: Record<string, number> = {};
  for (const { lines } of children) {
    const own: Record<string, number> = JSON.parse(lines.find((line) => line.startsWith("{")) as string);
    for (const [answer, times] of Object.entries(own)) sum[answer] = (sum[answer] ?? 0) + times;
  }
  return sum;
}

const loads = () => children.flatMap(({ lines }) => lines).filter((line) => line === "load").length;

function settingsOf(CLIENT_CLASS: (typeof CLIENTS)[number]): Settings {
  const OPTIONS = { CLIENT_CLASS, LAYERS: ["herd"], SERIALIZER: "json", CONNECTION_FACTORY: "ioredis" };
  return { CACHES: { default: { LOCATION: topologies.LOCATION[CLIENT_CLASS], OPTIONS } } };
}

/** Stores a stale value, or one that expires in `timeout` seconds. */
async function prepare(CLIENT_CLASS: (typeof CLIENTS)[number], options: LoadOptions): Promise<void> {
  await using caches = await createCaches(settingsOf(CLIENT_CLASS), { parent: import.meta });
  await topologies.raw[CLIENT_CLASS]("FLUSHALL");
  await caches.get().getOrSet("report", () => "old", options);
  await sleep(100);
}

const EVERYBODY = PROCESSES * CALLERS;

it.each(CHOSEN)("a stale value is everybody's answer, and is loaded once (%s)", async (name) => {
  const options = { timeout: 60, stale: 60 };
  await prepare(name, { ...options, timeout: "50ms" });
  await start({ LOCATION: topologies.LOCATION[name], CLIENT_CLASS: name, options });
  expect(await answers()).toEqual({ old: EVERYBODY });
  await vi.waitUntil(() => loads() > 0, { timeout: 30_000 });
  expect(loads()).toBe(1);
});

it.each(CHOSEN)("a value that is read shortly before its expiry is loaded once (%s)", async (name) => {
  const options = { timeout: 600, eager: 0.000_01 };
  await prepare(name, options);
  await start({ LOCATION: topologies.LOCATION[name], CLIENT_CLASS: name, options });
  expect(await answers()).toEqual({ old: EVERYBODY });
  await vi.waitUntil(() => loads() > 0, { timeout: 30_000 });
  // Any other load would have started by now.
  await sleep(200);
  expect(loads()).toBe(1);
});

it.each(CHOSEN)(
  "while loads fail, a value in its grace period is the answer, after one attempt (%s)",
  async (name) => {
    const options = { timeout: 60, grace: 60, retryAfter: 60 };
    await prepare(name, { ...options, timeout: "50ms" });
    await start({ LOCATION: topologies.LOCATION[name], CLIENT_CLASS: name, options, fails: true });
    expect(await answers()).toEqual({ old: EVERYBODY });
    expect(loads()).toBe(1);
  },
);

it.each(CHOSEN)(
  "after a failed load, no other process retries before retryAfter is over (%s)",
  async (name) => {
    const options = { timeout: 60, grace: 60, retryAfter: 60 };
    await prepare(name, { ...options, timeout: "50ms" });
    await using one = await createCaches(settingsOf(name), { parent: import.meta });
    await using two = await createCaches(settingsOf(name), { parent: import.meta });
    let loads = 0;
    const load = () => {
      loads += 1;
      throw new Error("no luck");
    };
    expect(await one.get().getOrSet("report", load, options)).toBe("old");
    expect(await two.get().getOrSet("report", load, options)).toBe("old");
    expect(loads).toBe(1);
  },
);

it.each(CHOSEN)(
  "a value loaded before a delete in another process is not stored after it (%s)",
  async (name) => {
    await topologies.raw[name]("FLUSHALL");
    await using one = await createCaches(settingsOf(name), { parent: import.meta });
    await using two = await createCaches(settingsOf(name), { parent: import.meta });
    for (const remove of [
      () => two.get().delete("k"),
      () => two.get().deleteMany(["other", "k"]),
      () => two.get().pull("k"),
    ]) {
      const load = async () => {
        await remove();
        return "old";
      };
      expect(await one.get().getOrSet("k", load)).toBe("old");
      expect(await two.get().get("k")).toBe(undefined);
    }
  },
);
