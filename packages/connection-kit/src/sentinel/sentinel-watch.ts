import { clearInterval, setInterval } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";
import type { Endpoint } from "../endpoint/endpoint.js";
import { backoff } from "../time/backoff.js";
import { withSentinel } from "./ask-sentinel.js";

/**
 * What sentinels publish when a service gets another primary: the one that leads the failover as soon as a replica has been promoted, the
 * others when they have heard of it. A former primary takes writes for some ten seconds more, all of which are lost.
 */
const CHANNELS: readonly string[] = ["+promoted-slave", "+switch-master"];

/** Milliseconds after which one asks, in case that nothing has been heard, as by a user who may not subscribe. */
const ASK_EVERY = 10_000;

/** Milliseconds at least between two attempts to listen to a sentinel. */
const REST = 1_000;

/** Listens to the sentinels of a service for as long as there is a connection to its primary. */
export class SentinelWatch {
  readonly #name: string;
  readonly #sentinels: readonly Endpoint[];
  #listening: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(name: string, sentinels: readonly Endpoint[]) {
    this.#name = name;
    this.#sentinels = sentinels;
  }

  /** @param onNews called when the primary may be another; with the sentinel that says so, and without when it is time to ask. */
  start(onNews: (sentinel?: Endpoint) => void): void {
    this.stop();
    this.#listening = new AbortController();
    let hasAsked = false;
    for (const sentinel of this.#sentinels) {
      const begun = (isAgain: boolean): void => {
        // What was said while nobody listened is asked for.
        if (isAgain || !hasAsked) onNews();
        hasAsked = true;
      };
      void this.#listenTo(sentinel, begun, () => onNews(sentinel), this.#listening.signal);
    }
    this.#timer = setInterval(() => onNews(), ASK_EVERY).unref();
  }

  /** Leaves no socket and no timer behind. */
  stop(): void {
    this.#listening?.abort(new Error("nobody listens any more"));
    clearInterval(this.#timer);
  }

  async #listenTo(
    sentinel: Endpoint,
    begun: (isAgain: boolean) => void,
    onNews: () => void,
    signal: AbortSignal,
  ): Promise<void> {
    let isAgain = false;
    for (let failures = 0; !signal.aborted; failures += 1) {
      const trouble: Error = await withSentinel(
        sentinel,
        async (handle) => {
          await handle.subscribe?.(CHANNELS, (message) => this.#concerns(message) && onNews());
          failures = 0;
          begun(isAgain);
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
