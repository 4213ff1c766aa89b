import { run } from "@coffer/cli";
import { onTestFinished } from "vitest";
import type { Outcome, RunOptions } from "./coffer.js";
import { shows } from "./shows.js";
import { Input, Output, pretend, type Surroundings } from "./surroundings.js";

/**
 * The program in this process, where Node and its modules are loaded once: starting a process costs as much as dozens
 * of commands. What only a process can show is tested with `coffer` and `Terminal`. One at a time.
 */
export class InProcess {
  /** What it has written so far, on both streams in their order. */
  output = "";
  stdout = "";
  stderr = "";
  readonly exit: Promise<number>;
  readonly #stdin: Input;
  readonly #listeners: readonly NodeJS.SignalsListener[] = process.listeners("SIGINT");
  #isOver = false;

  constructor(args: readonly string[], surroundings: Surroundings = {}) {
    const { isTerminal = false } = surroundings;
    this.#stdin = new Input(isTerminal);
    const [stdout, stderr] = (["stdout", "stderr"] as const).map(
      (name) =>
        new Output(isTerminal, (text) => {
          this[name] += text;
          this.output += text;
        }),
    ) as [Output, Output];
    const restore = pretend({ stdin: this.#stdin, stdout, stderr }, surroundings);
    this.exit = run(args)
      .then(() => Number(process.exitCode ?? 0))
      .finally(() => {
        this.#isOver = true;
        restore();
      });
    // A test that failed leaves it running.
    onTestFinished(async () => {
      if (!this.#isOver) this.pressCtrlC();
      await this.exit;
    });
  }

  /** Waits until what it has written matches. */
  shows(pattern: RegExp): Promise<void> {
    return shows(this, pattern);
  }

  type(keys: string): void {
    this.#stdin.write(keys);
  }

  endInput(text = ""): void {
    this.#stdin.end(text);
  }

  /** As a terminal does it: the character for a program that reads keys itself, a signal for any other. */
  pressCtrlC(): void {
    if (this.#stdin.isRaw) this.type("\x03");
    else {
      const own = process.listeners("SIGINT").filter((listener) => !this.#listeners.includes(listener));
      for (const listener of own) listener("SIGINT");
    }
  }
}

/** Runs a command line in this process, without a terminal. */
export async function inProcess(
  args: readonly string[],
  { input, ...surroundings }: RunOptions = {},
): Promise<Outcome> {
  const program = new InProcess(args, surroundings);
  program.endInput(input);
  const code = await program.exit;
  return { code, stdout: program.stdout, stderr: program.stderr };
}
