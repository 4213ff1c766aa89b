import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SessionStoreOptions } from "@coffer/session-store";

export interface ApplicationOptions {
  readonly framework: "express" | "fastify";
  /** The cache of the sessions, as in CACHES. */
  readonly cache: Record<string, unknown>;
  readonly storeOptions?: SessionStoreOptions;
  /** The options of the framework's session middleware besides store and secret. */
  readonly sessionOptions?: Record<string, unknown>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The session's cookie as the browser would send it again; `undefined` if none was set. */
  readonly cookie: string | undefined;
}

/** A process with a web server whose sessions are in Redis. */
export class Application implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #port: number;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.#port = port;
  }

  static async start({ framework, cache, ...options }: ApplicationOptions): Promise<Application> {
    const main = fileURLToPath(new URL("main.mjs", import.meta.url));
    const given = { sessionOptions: {}, ...options, framework, settings: { CACHES: { default: cache } } };
    const child = spawn(process.execPath, [main, JSON.stringify(given)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [port] = await once(createInterface({ input: child.stdout }), "line");
    return new Application(child, Number(port));
  }

  async get(path: string, cookie?: string): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      headers: cookie === undefined ? {} : { cookie },
    });
    const [set] = response.headers.getSetCookie();
    return { status: response.status, body: await response.json(), cookie: set?.split(";")[0] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.stdin?.end();
    await ended;
  }
}
