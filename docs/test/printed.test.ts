import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a reader pastes: the first program of a README, or the pieces of a page one after the other. */
const SHOWN = {
  "the README": firstProgram("README.md"),
  "the README of coffer": firstProgram("packages/coffer/README.md"),
  "the home page": pieces("index.md"),
  "the Chinese home page": pieces("zh/index.md"),
  "the page A first cache": pieces("guide/first-cache.md"),
  "the Chinese page A first cache": pieces("zh/guide/first-cache.md"),
};

function firstProgram(path: string): string {
  const [, program = ""] = /^```js\n(.*?)^```/ms.exec(readFileSync(join(ROOT, path), "utf8")) ?? [];
  return program;
}

function pieces(path: string): string {
  const page = readFileSync(join(ROOT, "docs", path), "utf8");
  return [...page.matchAll(/^<<< @\/(samples\/[\w-]+\.mjs)#([\w-]+)/gm)]
    .map(([, file = "", region]) => {
      const sample = readFileSync(join(ROOT, "docs", file), "utf8");
      return new RegExp(`// #region ${region}\\n(.*?)// #endregion ${region}`, "s").exec(sample)?.[1];
    })
    .join("\n");
}

/** What the comments say that is printed; more may follow behind a colon. */
function promised(program: string): string[] {
  return [...program.matchAll(/^\s*console\.log\(.*\);\s*\/\/ (.*)$/gm)].map(
    ([, comment]) => comment as string,
  );
}

/** As in a folder of its own, in which `npm install coffer` was run. */
async function runPasted(
  program: string,
  url: string,
): Promise<{ stdout: string; stderr: string; code: number }> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-pasted-"));
  try {
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "cache.mjs"), program);
    const env = { ...process.env, REDIS_URL: url };
    return await run(process.execPath, ["cache.mjs"], { cwd: folder, env, timeout: 60_000 }).then(
      (output) => ({ ...output, code: 0 }),
      (error) => error,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(Object.entries(SHOWN))("what %s shows first", (_where, program) => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it("runs when it is pasted, twice as well, and prints what its comments say", async () => {
    const comments = promised(program);
    expect(comments.length).toBeGreaterThan(0);
    for (const _time of [1, 2]) {
      const { stdout, stderr, code } = await runPasted(program, server.url(0));
      expect(code, stderr).toBe(0);
      const lines = stdout.trimEnd().split("\n");
      expect(lines).toHaveLength(comments.length);
      for (const [index, line] of lines.entries()) {
        const comment = comments[index] as string;
        expect(
          comment === line || comment.startsWith(`${line}: `),
          `${comment}, but it printed ${line}`,
        ).toBe(true);
      }
    }
  });

  it("says that Redis does not run, and fails, where none does", async () => {
    const { stdout, stderr, code } = await runPasted(program, "redis://127.0.0.1:1/0");
    expect(code).toBe(1);
    expect(stderr).toContain("redis://127.0.0.1:1/0 cannot be reached");
    expect(stderr).toContain("check that the server runs, and LOCATION");
    expect(stdout).toBe("");
  });
});
