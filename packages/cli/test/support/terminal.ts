import { type ChildProcess, spawn } from "node:child_process";
import { onTestFinished } from "vitest";
import { BIN, CLEAN } from "./coffer.js";
import { shows } from "./shows.js";
import type { Surroundings } from "./surroundings.js";

/** The program on its own terminal, which `script` of util-linux provides. */
export class Terminal {
  /** The output so far, including control sequences. */
  output = "";
  readonly exit: Promise<number | null>;
  readonly #child: ChildProcess;

  constructor(args: readonly string[], { cwd, env }: Surroundings) {
    const command = [process.execPath, BIN, ...args].map((each) => `'${each}'`).join(" ");
    this.#child = spawn("script", ["--quiet", "--flush", "--return", "--command", command, "/dev/null"], {
      cwd,
      env: { ...process.env, ...CLEAN, TERM: "xterm-256color", ...env },
    });
    this.#child.stdout?.on("data", (data) => {
      this.output += data;
    });
    this.exit = new Promise((resolve) => this.#child.on("close", resolve));
    onTestFinished(() => void this.#child.kill());
  }

  /** Waits until the output matches. */
  shows(pattern: RegExp): Promise<void> {
    return shows(this, pattern);
  }

  type(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** The character that the terminal converts to an interrupt. */
  pressCtrlC(): void {
    this.type("\x03");
  }
}
