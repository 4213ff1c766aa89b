import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export type Framework = "express" | "fastify";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** How many requests the client has left, by the header that both frameworks set. */
  readonly remaining: number;
  readonly headers: Headers;
}

/** A process with a web server that limits requests. */
export class Application implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #port: number;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  /** @param options of the framework's rate limiter. */
  static async start(framework: Framework, settings: object, options: object): Promise<Application> {
    const main = fileURLToPath(new URL("main.mjs", import.meta.url));
    const child = spawn(process.execPath, [main, JSON.stringify({ framework, settings, options })], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [port] = await once(createInterface({ input: child.stdout }), "line");
    return new Application(child, Number(port));
  }

  async get(): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/`);
    const text = await response.text();
    const { status, headers } = response;
    return { status, body: text, remaining: Number(headers.get("x-ratelimit-remaining")), headers };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin?.end();
    await ended;
  }
}
