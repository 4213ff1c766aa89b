import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Cluster, type RedisServer, startCluster, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PACKAGES, REPOSITORY } from "../../../fixtures/packages.js";

const run = promisify(execFile);
/** The sections between Example and Errors, in this order: Options, and further ones of a package. */
const BETWEEN: Readonly<Record<string, readonly string[]>> = {
  "backend-dummy": ["Options", "What each method returns"],
  "backend-kit": ["Exports"],
  "backend-redis": ["Options", "Tracing"],
  "cipher-aes-gcm": ["Options", "What changes", "Changing keys"],
  "client-cluster": ["Options", "Commands"],
  "client-default": ["Options", "Clients of your own", "Layers of your own"],
  "client-shard": ["Options", "Commands"],
  "client-suite": ["Options", "Layers"],
  "compressor-lz4": ["Options", "Behaviour"],
  "compressor-lzma": ["Options", "Behaviour"],
  "compressor-zlib": ["Options", "Behaviour"],
  "compressor-zstd": ["Options", "Dictionaries"],
  "connection-ioredis": ["Options", "Sentinel"],
  "connection-kit": ["Exports"],
  "connection-mock": ["Options", "Differences from Redis"],
  "connection-redis": ["Options", "Sentinel"],
  "connection-resp": ["Options", "Speed"],
  "django-settings": ["Rows"],
  fastify: ["Options", "Express"],
  "http-cache": ["Options", "Conformance"],
  inspector: ["Options", "What it costs, and what it guards"],
  keyv: ["Options", "cache-manager"],
  "layer-herd": ["Options", "What changes", "What is stored"],
  "layer-near": ["Options", "Consistency"],
  "metrics-prometheus": ["Options", "Metrics"],
  "plugin-kit": ["Options", "Chaos"],
  "rate-limit": ["Options", "Fastify"],
  "serializer-json": ["Options", "Values"],
  "serializer-msgpack": ["Options", "Values"],
  "serializer-v8": ["Options", "Values"],
  "session-store": ["Options", "Sharing with Django"],
  "tracing-opentelemetry": ["Options", "Spans and metrics"],
  unstorage: ["Options", "Nitro and Nuxt"],
};

/** Packages whose first example is not run here, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  cli: "commands of a shell; its tests run them",
  "connection-kit": "the outline of a driver that does not exist",
  "create-plugin": "commands of a shell; its tests run them",
  nestjs: "its own test runs it",
  next: "its own test runs it",
  ...Object.fromEntries(
    ["fastify", "http-cache", "inspector", "keyv", "limits", "rate-limit", "session-store", "unstorage"].map(
      (name) => [name, "see programs.ts"],
    ),
  ),
};

const readmes = [...PACKAGES.keys()]
  .map((name) => name.replace("@coffer/", ""))
  .map((name) => [name, readFileSync(join(REPOSITORY, "packages", name, "README.md"), "utf8")] as const);
const programs = readmes
  .filter(([name]) => !(name in NOT_RUN))
  .map(([name, text]) => [name, /^```js\n(.*?)^```/ms.exec(text)?.[1] ?? ""] as const);

/** The output that the comments after `console.log` state. */
function promised(program: string): string[] {
  return [...program.matchAll(/^\s*console\.log\(.*\);\s*\/\/ (.*)$/gm)].map(([, said = ""]) => said);
}

it.each(readmes)(
  "the README of %s says what you get, then has the same sections in the same order as the others",
  (name, text) => {
    const [lead = "", ...sections] = text.replace(/^```.*?^```$/gms, "code").split(/^## /m);
    expect(lead).toMatch(/^# \S+\n\n[^\n|]+/);
    const titles = sections.map((section) => section.slice(0, section.indexOf("\n")));
    expect(titles).toEqual(["Install", "Example", ...(BETWEEN[name] ?? ["Options"]), "Errors"]);
    expect(sections.filter((section) => section.split("\n").slice(1).join("").trim() === "")).toEqual([]);
  },
);

it.each(readmes.filter(([name]) => BETWEEN[name]?.includes("Exports")))(
  "the README of %s lists exports that exist",
  async (name, text) => {
    const exports = Object.keys(await import(`@coffer/${name}`));
    const [, section = ""] = /^## Exports$(.*?)^## /ms.exec(text) ?? [];
    const rows = section.split("\n").filter((line) => line.startsWith("|"));
    const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
    const column = cells[0]?.indexOf("export") ?? -1;
    const names = cells.flatMap((row) =>
      [...(row[column] ?? "").matchAll(/`(\w+)`/g)].map(([, each]) => each),
    );
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((each) => !exports.includes(String(each)))).toEqual([]);
  },
);

describe("the first program of a README", () => {
  let server: RedisServer;
  let cluster: Cluster;
  beforeAll(async () => {
    [server, cluster] = await Promise.all([startServer(), startCluster({ replicas: 0 })]);
  }, 60_000);
  afterAll(() => Promise.all([server?.stop(), cluster?.stop()]));

  it.each(programs)(
    "of %s runs when it is pasted, and prints what its comments say",
    async (name, program) => {
      expect(program).not.toBe("");
      const nodes = cluster.masters.map(({ port }) => port);
      const text = program
        .replaceAll("127.0.0.1:6379", `127.0.0.1:${server.port}`)
        .replace(/127\.0\.0\.1:700(\d)/g, (_, index) => `127.0.0.1:${nodes[Number(index)]}`);
      await server.command("FLUSHALL");
      // In the folder of the package, so that it finds the versions with which the package is tested.
      const cwd = mkdtempSync(join(REPOSITORY, "packages", name, ".readme-"));
      try {
        writeFileSync(join(cwd, "example.mjs"), text);
        const { stdout } = await run(process.execPath, ["example.mjs"], { cwd, timeout: 60_000 });
        const lines = promised(program);
        // Other programs are suites, whose runner reports, or print something different in each run.
        if (lines.length > 0) expect(stdout.trimEnd().split("\n")).toEqual(lines);
      } finally {
        rmSync(cwd, { recursive: true, force: true });
      }
    },
  );
});
