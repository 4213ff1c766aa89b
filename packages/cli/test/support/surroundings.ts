import { PassThrough, Writable } from "node:stream";
import { WriteStream } from "node:tty";
import { format } from "node:util";
import { vi } from "vitest";
import { CLEAN } from "./coffer.js";

export interface Surroundings {
  /** The working directory; by default that of the tests. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether stdin, stdout and stderr are a terminal. */
  readonly isTerminal?: boolean;
}

/** What a program reads from this process. `isRaw` while it reads keys itself, as during a question. */
export class Input extends PassThrough {
  isRaw = false;
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }
}

/** What a program writes into this process. */
export class Output extends Writable {
  /** Streams that are piped into stdout or stderr must not end it: the library of questions looks for this. */
  readonly _isStdio = true;
  readonly isTTY: boolean;
  readonly #take: (text: string) => void;

  constructor(isTTY: boolean, take: (text: string) => void) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
    this.#take = take;
  }

  /** By the environment, as Node decides it for a terminal. */
  hasColors(): boolean {
    return this.isTTY && WriteStream.prototype.hasColors(process.env);
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.#take(String(chunk));
    done();
  }
}

interface Streams {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

let isPretending = false;

/** Changes what a program sees of this process. The returned function restores all of it: other tests follow here. */
export function pretend({ stdin, stdout, stderr }: Streams, { cwd, env }: Surroundings): () => void {
  if (isPretending) throw new Error("only one program at a time can run in this process");
  const before = { cwd: process.cwd(), exitCode: process.exitCode };
  if (cwd !== undefined) process.chdir(cwd);
  isPretending = true;
  const line =
    (stream: Output) =>
    (...words: unknown[]) =>
      void stream.write(`${format(...words)}\n`);
  const spies = [
    vi.spyOn(process, "stdin", "get").mockReturnValue(stdin as never),
    vi.spyOn(process, "stdout", "get").mockReturnValue(stdout as never),
    vi.spyOn(process, "stderr", "get").mockReturnValue(stderr as never),
    // Vitest has its own console, which does not write to these.
    vi.spyOn(console, "log").mockImplementation(line(stdout)),
    vi.spyOn(console, "error").mockImplementation(line(stderr)),
  ];
  const variables = { ...CLEAN, TERM: "xterm-256color", ...env };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  process.exitCode = undefined;
  return () => {
    process.exitCode = before.exitCode;
    process.chdir(before.cwd);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
    isPretending = false;
  };
}
