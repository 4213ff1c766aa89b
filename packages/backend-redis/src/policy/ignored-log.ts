import { performance } from "node:perf_hooks";
import { setTimeout } from "node:timers";
import type { Logger } from "@coffer/cache-core";
import { detached } from "@coffer/cache-core";

/** Milliseconds without an error after which an outage is over. Servers that come and go are one outage, and one line. */
const CALM = 5000;

/** Logs the errors that a cache ignores: of an outage the first, and how many there were when there have been no more. */
export class IgnoredLog {
  readonly #alias: string;
  readonly #logger: Logger;
  #ignored = 0;
  /** As of `performance.now()`: the first error of the outage, and the last. */
  #since = 0;
  #last = 0;

  constructor(alias: string, logger: Logger) {
    this.#alias = alias;
    this.#logger = logger;
  }

  /** An error that has nothing to do with others. */
  lone(error: unknown, operation: string): void {
    this.#logger.error(error, `Exception ignored in ${operation} of the cache ${this.#alias}`);
  }

  /** One of those of which there are many while Redis is unreachable. */
  outage(error: unknown, operation: string): void {
    this.#ignored += 1;
    this.#last = performance.now();
    if (this.#ignored > 1) return;
    this.#since = this.#last;
    // It stands for the errors of all callers.
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
    // A process that is done need not wait for the end to be reported.
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
