import { setTimeout } from "node:timers/promises";
import type { Cache } from "@coffer/cache-core";

export interface Outcome {
  readonly key: string;
  /** Of the error; undefined if the increment was acknowledged. */
  readonly code: string | undefined;
  /** As of `performance.now()`. */
  readonly started: number;
  readonly ended: number;
}

const SETTLED = 60_000;
const PATIENCE = 60_000;

/** About 500 increments a second of a hundred counters, with the outcome of each. */
export class SteadyStream {
  readonly outcomes: Outcome[] = [];
  readonly keys: readonly string[] = Array.from({ length: 100 }, (_, n) => `counter${n}`);
  readonly #cache: Cache;
  readonly #timer: NodeJS.Timeout;
  readonly #pending: Set<Promise<void>> = new Set();
  #count = 0;

  constructor(cache: Cache) {
    this.#cache = cache;
    this.#timer = setInterval(() => {
      for (let n = 0; n < 5; n++) this.#increment(this.keys[this.#count++ % this.keys.length] as string);
    }, 10);
  }

  /**
   * Resolves when this many further increments have been acknowledged, of all keys for which `among` returns true.
   */
  async flows(count: number, among: (key: string) => boolean = () => true): Promise<void> {
    const from = this.outcomes.length;
    const end = performance.now() + PATIENCE;
    while (
      this.outcomes.slice(from).filter(({ key, code }) => code === undefined && among(key)).length < count
    ) {
      if (performance.now() > end)
        throw new Error(`No ${count} increments were acknowledged within ${PATIENCE / 1000} s.`);
      await setTimeout(20);
    }
  }

  /** Ends the stream; resolves when all calls are answered. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    const late = setTimeout(SETTLED, undefined, { ref: false }).then(() => {
      throw new Error(`${this.#pending.size} calls have not ended within ${SETTLED / 1000} s.`);
    });
    await Promise.race([Promise.all(this.#pending), late]);
  }

  #increment(key: string): void {
    const started = performance.now();
    const end = (code: string | undefined) => {
      this.outcomes.push({ key, code, started, ended: performance.now() });
      this.#pending.delete(work);
    };
    const work: Promise<void> = this.#cache.incr(key, 1, { ignoreKeyCheck: true }).then(
      () => end(undefined),
      (error: { code?: string }) => end(error.code ?? String(error)),
    );
    this.#pending.add(work);
  }
}
