import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { clearTimeout, setTimeout } from "node:timers";
import type { LoadMessage, LoadReason } from "@coffer/cache-core";

const CHANNEL = "coffer:load";
const PATIENCE = 10_000;

type Reasons = Readonly<Record<string, Partial<Record<LoadReason, number>>>>;

/**
 * Loads of getOrSet by reason. A channel with subscribers costs its publishers time, so this subscribes only while
 * the page is open: the counts begin with the first request.
 */
export class LoadReasons {
  readonly #counts: Record<string, Partial<Record<LoadReason, number>>> = Object.create(null);
  readonly #patience: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param patience milliseconds without a request after which counting stops. */
  constructor(patience: number = PATIENCE) {
    this.#patience = patience;
  }

  /** So far, by cache. */
  counts(): Reasons {
    if (this.#timer === undefined) subscribe(CHANNEL, this.#count);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      unsubscribe(CHANNEL, this.#count);
      this.#timer = undefined;
    }, this.#patience).unref();
    return this.#counts;
  }

  #count = (message: unknown): void => {
    const { alias, reason } = message as LoadMessage;
    this.#counts[alias] ??= {};
    const counts = this.#counts[alias];
    counts[reason] = (counts[reason] ?? 0) + 1;
  };
}
