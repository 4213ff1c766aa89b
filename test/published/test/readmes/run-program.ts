import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { eventually, freePort, type RedisServer } from "@coffer-internal/servers";
import { expect } from "vitest";
import { REPOSITORY } from "../../../fixtures/packages.js";
import { readmeBlocks } from "../../../fixtures/readme-blocks.js";
import type { Program } from "./programs.js";

const readmeOf = (folder: string) => readFileSync(join(REPOSITORY, "packages", folder, "README.md"), "utf8");

/** The packages that the README installs for a program, with the last such command before it. */
export function installsOf({ folder, file }: Program): string[] {
  const [before = ""] = readmeOf(folder).split(`// ${file}\n`);
  const [, names = ""] = [...before.matchAll(/npm install ([^`\n]+)/g)].at(-1) ?? [];
  return names.split(" ");
}

/** Runs a program of a README in `cwd`, unchanged except for the ports, and checks its output. */
export async function runProgram(program: Program, cwd: string, server: RedisServer): Promise<void> {
  const { folder, file, env: own, prints, answers } = program;
  const source = readmeBlocks(folder)[file];
  if (source === undefined) throw new Error(`the README of ${folder} has no ${file}`);
  const port = await freePort(false);
  const here = source
    .replaceAll("127.0.0.1:6379", `127.0.0.1:${server.port}`)
    .replace(/\b3000\b/, String(port));
  await writeFile(join(cwd, file), here);
  await server.command("FLUSHALL");
  const { CACHE_URL: _, REDIS_URL: __, NODE_PATH: ___, ...env } = process.env;
  const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
  const child = spawn(process.execPath, [file], { cwd, env: { ...env, ...own }, stdio });
  const ended = once(child, "exit");
  const written = Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    if (prints !== undefined) expect(await written).toEqual([prints, ""]);
    if (answers !== undefined) {
      await eventually(async () => {
        const answer = await fetch(`http://127.0.0.1:${port}${answers.path}`);
        expect({ status: answer.status, body: await answer.text() }).toEqual({
          status: 200,
          body: typeof answers.body === "string" ? answers.body : expect.stringMatching(answers.body),
        });
        const [name, value] = answers.header ?? [];
        if (name !== undefined) expect(answer.headers.get(name)).toMatch(value as RegExp);
      });
    }
  } catch (cause) {
    child.kill("SIGKILL");
    throw new Error(`${file} of ${folder} said: ${(await written).join("")}`, { cause });
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}
