import type { Cache } from "@coffer/cache-core";
import { eventually } from "@coffer-internal/servers";

/** The outcome of one write. */
export interface Outcome {
  readonly key: string;
  /** Milliseconds from the call to its end. */
  readonly took: number;
  /** When the call ended, as `performance.now()`. */
  readonly ended: number;
  /** The code of the error; `undefined` if the write was acknowledged. */
  readonly code: string | undefined;
}

/**
 * About 500 writes a second, in groups of five. Each increments its own key from nothing to 1, so that a write which is
 * sent twice is visible as 2.
 */
export class SteadyStream {
  /** In the order of the calls. */
  readonly outcomes: Promise<Outcome>[] = [];
  readonly #ended: Outcome[] = [];
  readonly #pending: Set<number> = new Set();
  readonly #cache: Cache;
  readonly #timer: NodeJS.Timeout;

  constructor(cache: Cache) {
    this.#cache = cache;
    this.#timer = setInterval(() => {
      for (let each = 0; each < 5; each += 1) this.outcomes.push(this.#write(this.outcomes.length));
    }, 10);
  }

  async #write(number: number): Promise<Outcome> {
    const begin = performance.now();
    this.#pending.add(number);
    const key = `write:${number}`;
    const code = await this.#cache.incr(key, 1, { ignoreKeyCheck: true }).then(
      () => undefined,
      (error) => String(error.code),
    );
    const ended = performance.now();
    const outcome = { key, took: ended - begin, ended, code };
    this.#ended.push(outcome);
    this.#pending.delete(number);
    return outcome;
  }

  /** The number of calls before the first one that has not ended. */
  get endedFirst(): number {
    return Math.min(this.outcomes.length, ...this.#pending);
  }

  /** Resolves when this many writes in a row have succeeded. */
  async flows(writes: number, deadline = 60_000): Promise<void> {
    const from = this.#ended.length;
    await eventually(
      () => {
        const last = this.#ended.slice(from).slice(-writes);
        if (last.length < writes || last.some(({ code }) => code !== undefined))
          throw new Error("still unreachable");
      },
      { deadline },
    );
  }

  /** Stops the stream, and resolves to all outcomes once every call has ended. */
  stop(): Promise<Outcome[]> {
    clearInterval(this.#timer);
    return Promise.all(this.outcomes);
  }
}
