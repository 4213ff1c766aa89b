import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Real time. Captured at import, so that a test with fake timers does not stop the harness: a server takes real time
 * to start.
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
