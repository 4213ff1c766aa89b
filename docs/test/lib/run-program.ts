import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Fixture, PageContext } from "./fixture.js";

const RECORDER = new URL("record-output.mjs", import.meta.url).href;

/**
 * Runs a program of a page to its end, or as long as the fixture drives it and until what it promises to print is there.
 * @param isDone whether all of that has been printed.
 * @returns what the calls of the console printed, by the place of the call
 */
export async function runProgram(
  name: string,
  context: PageContext,
  fixture: Fixture,
  isDone: (printed: Map<string, string>) => boolean,
): Promise<Map<string, string>> {
  const { folder, server } = context;
  const program = join(folder, name);
  const output = `${program}.output`;
  const drive = fixture.drive?.[name];
  const env = {
    ...process.env,
    NO_COLOR: "1",
    REDIS_URL: server.url(0),
    ...fixture.env,
    PAGE_OUTPUT: output,
  };
  const child = spawn(process.execPath, ["--import", RECORDER, program], { cwd: folder, env });
  const ended = once(child, "close");
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  try {
    if (drive !== undefined) {
      const line = (pattern: RegExp) => lineOf(child.stdout, pattern, () => stdout, ended);
      await drive({ ...context, line }).catch((error) => {
        throw new Error(`${name}: ${error.message}\n${stdout}${stderr}`, { cause: error });
      });
      // The drive may have ended while the program was still at its last lines.
      while (child.exitCode === null && child.signalCode === null && !isDone(printedBy(program, output)))
        await sleep(20);
      child.kill();
    }
    const [code, signal] = await ended;
    if (code !== 0 && (drive === undefined || signal !== "SIGTERM")) {
      throw new Error(`${name} ended with ${code ?? signal}:\n${stdout}${stderr}`);
    }
  } finally {
    clearTimeout(timer);
    if (child.exitCode === null) child.kill("SIGKILL");
    await ended;
  }
  return printedBy(program, output);
}

async function lineOf(
  stream: NodeJS.ReadableStream,
  pattern: RegExp,
  before: () => string,
  ended: Promise<unknown>,
): Promise<string> {
  const known = before()
    .split("\n")
    .find((line) => pattern.test(line));
  if (known !== undefined) return known;
  const found = (async () => {
    for await (const line of createInterface({ input: stream })) if (pattern.test(line)) return line;
    return undefined;
  })();
  const line = await Promise.race([found, ended.then(() => undefined)]);
  if (line === undefined) throw new Error(`it printed no line like ${pattern}`);
  return line;
}

function printedBy(program: string, output: string): Map<string, string> {
  const printed = new Map<string, string>();
  if (!existsSync(output)) return printed;
  for (const line of readFileSync(output, "utf8").trimEnd().split("\n")) {
    const { file, place, text } = JSON.parse(line) as { file: string; place: string; text: string };
    if (file !== pathToFileURL(program).href) continue;
    const before = printed.get(place);
    printed.set(place, before === undefined ? text : `${before}\n${text}`);
  }
  return printed;
}
