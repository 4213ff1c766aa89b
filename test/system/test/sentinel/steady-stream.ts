import type { Cache } from "@coffer/cache-core";
import { eventually } from "@coffer-internal/servers";

/** What became of one write. */
export interface Outcome {
  readonly key: string;
  /** Milliseconds from the call to its end. */
  readonly took: number;
  /** Of `performance.now()`. */
  readonly ended: number;
  /** `undefined`: acknowledged. */
  readonly code: string | undefined;
}

/**
 * About 500 writes a second, in groups of five. Each counts a key of its own from nothing to 1, so that one which is sent twice would show.
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

  /** How many of the calls have ended, up to the first that has not. */
  get endedFirst(): number {
    return Math.min(this.outcomes.length, ...this.#pending);
  }

  /** Resolves when so many writes in a row have ended well. */
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

  /** Ends the stream and resolves to all outcomes, once there are no more to come. */
  stop(): Promise<Outcome[]> {
    clearInterval(this.#timer);
    return Promise.all(this.outcomes);
  }
}
