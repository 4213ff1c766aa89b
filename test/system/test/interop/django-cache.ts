import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Wire } from "./wire.js";

/** A cache of the real django-redis, in its own process. */
export class DjangoCache implements AsyncDisposable {
  readonly #python: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  /**
   * @param settings the cache's block in Django's CACHES, without BACKEND.
   * @param others the other settings of Django.
   */
  constructor(settings: Record<string, unknown>, others: Record<string, unknown> = {}) {
    const script = fileURLToPath(new URL("django_cache.py", import.meta.url));
    this.#python = spawn("/usr/bin/python3", [script, JSON.stringify(settings), JSON.stringify(others)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#answers = createInterface({ input: this.#python.stdout })[Symbol.asyncIterator]();
  }

  async call(method: string, args: Wire[] = [], kwargs: Record<string, Wire | number> = {}): Promise<Wire> {
    this.#python.stdin.write(`${JSON.stringify({ method, args, kwargs })}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error("Python ended before it answered");
    const reply = JSON.parse(value) as { answer: Wire; error?: string };
    if (reply.error !== undefined) throw new Error(`${method} in Python: ${reply.error}`);
    return reply.answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#python, "exit");
    this.#python.stdin.end();
    await ended;
  }
}
