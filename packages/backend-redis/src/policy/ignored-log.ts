import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers";
import type { Logger } from "@coffer/cache-core";
import { detached } from "@coffer/cache-core";

/** Milliseconds without an error after which an outage is over. A server that fails again within this time continues the outage. */
const CALM = 5000;

/** Logs the errors that a cache ignores. Of an outage it logs the first error and, once it is over, their number. */
export class IgnoredLog {
  readonly #alias: string;
  readonly #logger: Logger;
  #ignored = 0;
  /** The times of the first and the last error of the outage, by `performance.now()`. */
  #since = 0;
  #last = 0;

  constructor(alias: string, logger: Logger) {
    this.#alias = alias;
    this.#logger = logger;
  }

  /** Logs an error that belongs to no outage. */
  lone(error: unknown, operation: string): void {
    this.#logger.error(error, `Exception ignored in ${operation} of the cache ${this.#alias}`);
  }

  /** Logs or counts an error of an outage. */
  outage(error: unknown, operation: string): void {
    this.#ignored += 1;
    this.#last = performance.now();
    if (this.#ignored > 1) return;
    this.#since = this.#last;
    // The line represents the errors of all callers.
    detached(() => {
      this.#wait(CALM);
      this.lone(error, operation);
    });
  }

  #wait(milliseconds: number): void {
    const timer = setTimeout(() => {
      const left = this.#last + CALM - performance.now();
      if (left > 0) this.#wait(left);
      else this.#end();
    }, milliseconds);
    // The timer must not keep the process alive.
    timer.unref();
  }

  #end(): void {
    const seconds = Math.round((this.#last - this.#since) / 1000);
    const count = this.#ignored;
    this.#ignored = 0;
    this.#logger.info?.(
      `No more exceptions in the cache ${this.#alias}: ${count} were ignored within ${seconds} s`,
    );
  }
}
