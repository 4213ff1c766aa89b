import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { eventually } from "@coffer-internal/servers";

export interface Task {
  readonly settings: object;
  readonly work: "take" | "hit" | "enter" | "hold";
  readonly options: object;
  readonly times?: number;
}

/** A process that uses a limit, together with others. */
export interface Worker {
  readonly process: ChildProcess;
  /** Its output. */
  readonly lines: readonly string[];
  go(): void;
  /** The result of its work, once its process has ended. */
  result(): Promise<unknown>;
}

export async function startWorker(task: Task): Promise<Worker> {
  const script = fileURLToPath(new URL("worker.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(task)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  const closed = once(reader, "close");
  await eventually(() => {
    if (!lines.includes("ready")) throw new Error("the worker is not ready");
  });
  return {
    process: child,
    lines,
    go: () => void child.stdin.write("go\n"),
    result: () => closed.then(() => JSON.parse(lines.at(-1) ?? "null")),
  };
}

/** The results of this many processes at once. */
export async function together(count: number, task: Task): Promise<unknown[]> {
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(task)));
  for (const worker of workers) worker.go();
  return Promise.all(workers.map((worker) => worker.result()));
}
