import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Time as it really passes. Taken once at import, so that a test which fakes its timers does not stop the harness:
 * a server takes its real time to start whatever the test's clock says.
 */
export const clock: {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Calls `then` once after so many milliseconds; what is returned takes the call back. */
  after(milliseconds: number, then: () => void): () => void;
} = {
  now: performance.now.bind(performance),
  sleep: async (milliseconds) => sleep(milliseconds),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};
