import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * The real clock and timers, captured at import: a server takes real time to start, so fake timers of a test must not stop the
 * harness.
 */
export const clock: {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Calls `then` once after this many milliseconds; the result cancels the call. */
  after(milliseconds: number, then: () => void): () => void;
} = {
  now: performance.now.bind(performance),
  sleep: async (milliseconds) => sleep(milliseconds),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};
