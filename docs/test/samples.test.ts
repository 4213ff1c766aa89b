import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const DOCS = fileURLToPath(new URL("..", import.meta.url));
const SAMPLES = fileURLToPath(new URL("../samples", import.meta.url));

/** Programs; what else is there (settings files, plugins, pages of Python) they use. */
const programs = readdirSync(SAMPLES).filter((name) => /^(?!_).*\.mjs$/.test(name));

const pages = readdirSync(DOCS, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".md") && !/^(?:node_modules|reference[\\/]api|\.vitepress)/.test(path),
);

describe("the samples of the documentation", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it.each(programs)("%s runs, and what it asserts is so", async (name) => {
    await server.command("FLUSHALL");
    const env = { ...process.env, REDIS_URL: server.url(0), REDIS_PASSWORD: "secret" };
    await run(process.execPath, [name], { cwd: SAMPLES, env, timeout: 20_000 });
  });

  it("are all that the pages show: no code is written into a page itself", () => {
    const written = pages.flatMap((path) =>
      [
        ...readFileSync(`${DOCS}/${path}`, "utf8").matchAll(
          /^```(?:js|ts|mjs|javascript|typescript|python|json)\b.*$/gm,
        ),
      ].map(([line]) => `${path}: ${line}`),
    );
    expect(written).toEqual([]);
  });

  it("are all shown, by pages that name files and regions which exist", () => {
    const shown = new Set<string>();
    const faults: string[] = [];
    for (const path of pages) {
      for (const [, file = "", region] of readFileSync(`${DOCS}/${path}`, "utf8").matchAll(
        /^<<< @\/([^\s{#]+)(?:#([\w-]+))?/gm,
      )) {
        shown.add(basename(file));
        try {
          const text = readFileSync(`${DOCS}/${file}`, "utf8");
          if (region !== undefined && !text.includes(`#region ${region}`))
            faults.push(`${path}: ${file}#${region}`);
        } catch {
          faults.push(`${path}: ${file}`);
        }
      }
    }
    expect(faults).toEqual([]);
    const unseen = readdirSync(SAMPLES).filter(
      (name) => extname(name) !== "" && !name.startsWith("_") && !shown.has(name),
    );
    expect(unseen).toEqual([]);
  });
});
