import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

interface Loaded {
  readonly data: Record<string, unknown>;
  /** `null` if Django has no such session, or rejects the key. */
  readonly key: string | null;
  /** Seconds. */
  readonly age: number;
  readonly at_browser_close: boolean;
}

/** The sessions of a real Django service, in a child process. */
export class DjangoSessions implements AsyncDisposable {
  readonly #python: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  /** @param settings the cache's block in Django's CACHES, without BACKEND. */
  constructor(settings: Record<string, unknown>) {
    const script = fileURLToPath(new URL("django_sessions.py", import.meta.url));
    this.#python = spawn("/usr/bin/python3", [script, JSON.stringify(settings)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#answers = createInterface({ input: this.#python.stdout })[Symbol.asyncIterator]();
  }

  /** Saves a session as a view of Django does; without a key a new one. */
  save(data: object, key: string | null = null, expiry?: number): Promise<{ key: string; age: number }> {
    return this.#ask({ do: "save", key, data, expiry });
  }

  load(key: string): Promise<Loaded> {
    return this.#ask({ do: "load", key });
  }

  /** The same as logout. */
  async flush(key: string): Promise<void> {
    await this.#ask({ do: "flush", key });
  }

  /** A view that loads the session and changes it; the returned function ends it and saves the session. */
  async open(key: string): Promise<() => Promise<void>> {
    await this.#ask({ do: "open", key });
    return () => this.#ask({ do: "finish", key });
  }

  async #ask<T>(order: object): Promise<T> {
    this.#python.stdin.write(`${JSON.stringify(order)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error("Python ended before it answered");
    const reply = JSON.parse(value);
    if (reply.error !== undefined) throw new Error(`in Python: ${reply.error}`);
    return reply;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#python, "exit");
    this.#python.stdin.end();
    await ended;
  }
}
