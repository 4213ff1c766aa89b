import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SessionStoreOptions } from "@coffer/session-store";
// biome-ignore lint/correctness/useImportExtensions: it is not compiled.
import { serve } from "./serve.mjs";

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

/** A web server whose sessions are in Redis. */
export class Application implements AsyncDisposable {
  readonly #port: number;
  readonly #close: () => Promise<unknown>;

  private constructor(port: number, close: () => Promise<unknown>) {
    this.#port = port;
    this.#close = close;
  }

  /** In a process of its own. */
  static async start(options: ApplicationOptions): Promise<Application> {
    const main = fileURLToPath(new URL("main.mjs", import.meta.url));
    const child = spawn(process.execPath, [main, JSON.stringify(options)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const [port] = await once(createInterface({ input: child.stdout }), "line");
    return new Application(Number(port), () => {
      const ended = once(child, "exit");
      child.stdin.end();
      return ended;
    });
  }

  /** In this process, for what one process does: starting another one takes a second of a processor. */
  static async here(options: ApplicationOptions): Promise<Application> {
    const { port, close } = await serve(options);
    return new Application(port, close);
  }

  async get(path: string, cookie?: string): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${path}`, {
      headers: cookie === undefined ? {} : { cookie },
    });
    const [set] = response.headers.getSetCookie();
    return { status: response.status, body: await response.json(), cookie: set?.split(";")[0] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}
