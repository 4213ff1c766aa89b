import { clearInterval, setInterval } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";
import type { Endpoint } from "../endpoint/endpoint.js";
import { backoff } from "../time/backoff.js";
import { withSentinel } from "./ask-sentinel.js";

/**
 * The channels on which sentinels publish that a service has another primary: first the sentinel that leads the
 * failover, as soon as a replica is promoted, then the others. A former primary accepts writes for some ten seconds
 * more, and all of these are lost.
 */
const CHANNELS: readonly string[] = ["+promoted-slave", "+switch-master"];

/**
 * Milliseconds between two polls, in case messages do not arrive, such as those to a user without the right to
 * subscribe.
 */
const ASK_EVERY = 10_000;

/** The minimum milliseconds between two attempts to subscribe at a sentinel. */
const REST = 1_000;

/** Subscribes at the sentinels of a service for as long as there is a connection to its primary. */
export class SentinelWatch {
  readonly #name: string;
  readonly #sentinels: readonly Endpoint[];
  #listening: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(name: string, sentinels: readonly Endpoint[]) {
    this.#name = name;
    this.#sentinels = sentinels;
  }

  /** @param onNews called when the primary may have changed: with the sentinel that published it, or without one at each interval. */
  start(onNews: (sentinel?: Endpoint) => void): void {
    this.stop();
    this.#listening = new AbortController();
    let hasAsked = false;
    for (const sentinel of this.#sentinels) {
      const subscribed = (isAgain: boolean): void => {
        // Messages may have been missed while there was no subscription.
        if (isAgain || !hasAsked) onNews();
        hasAsked = true;
      };
      void this.#listenTo(sentinel, subscribed, () => onNews(sentinel), this.#listening.signal);
    }
    this.#timer = setInterval(() => onNews(), ASK_EVERY).unref();
  }

  /** Leaves no socket and no timer. */
  stop(): void {
    this.#listening?.abort(new Error("the subscription has ended"));
    clearInterval(this.#timer);
  }

  async #listenTo(
    sentinel: Endpoint,
    subscribed: (isAgain: boolean) => void,
    onNews: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    let isAgain = false;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const trouble: Error = await withSentinel(
        sentinel,
        async (adapter) => {
          await adapter.subscribe?.(CHANNELS, (message) => this.#concerns(String(message)) && onNews());
          failures = 0;
          subscribed(isAgain);
          return new Promise<never>(() => {});
        },
        signal,
      ).catch((error: Error) => error);
      isAgain = true;
      const rest = Math.max(REST, backoff(failures, trouble));
      await pause(rest, undefined, { ref: false, signal }).catch(() => {});
    }
  }

  /** `name ip port ip port`, or `slave name ip port @ name ip port`. */
  #concerns(message: string): boolean {
    const words = message.split(" ");
    const at = words.indexOf("@");
    return words[at < 0 ? 0 : at + 1] === this.#name;
  }
}
