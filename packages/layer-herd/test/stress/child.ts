import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";

/** The arguments of a process: the rest of the line that starts `loading-child.mjs`. */
export interface Work {
  readonly LOCATION: string | readonly string[];
  readonly CLIENT_CLASS?: string;
  readonly driver: string;
  readonly callers: number;
  readonly milliseconds: number;
  /**
   * Seconds after which a process that has been killed, or halted for as long, holds nobody up any more.
   * @default 30
   */
  readonly lease?: number;
}

/** A process that requests a value, together with others. */
export interface Child {
  readonly process: ChildProcess;
  readonly lines: string[];
  /** Resolves to its last line. */
  readonly done: Promise<string>;
}

async function startChild({ LOCATION, CLIENT_CLASS = "default", driver, ...work }: Work): Promise<Child> {
  const script = fileURLToPath(new URL("loading-child.mjs", import.meta.url));
  const args = [script, String(LOCATION), CLIENT_CLASS, driver];
  args.push(`${work.callers}`, `${work.milliseconds}`, `${work.lease ?? 30}`);
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  const done = once(reader, "close").then(() => lines.at(-1) ?? "");
  await vi.waitUntil(() => lines.includes("ready"), { timeout: 60_000 });
  return { process: child, lines, done };
}

export function startChildren(count: number, work: Work): Promise<Child[]> {
  return Promise.all(Array.from({ length: count }, () => startChild(work)));
}

/** Makes them all request the value. */
export function go(children: readonly Child[]): void {
  for (const { process } of children) process.stdin?.write("go\n");
}

/** How often the value has been loaded. */
export function loadsOf(children: readonly Child[]): number {
  return children.flatMap(({ lines }) => lines).filter((line) => line === "load").length;
}
