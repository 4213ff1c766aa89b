import { setImmediate } from "node:timers";

/** Whether the global `setImmediate` is not Node's own, as in a test with fake timers. */
export function hasFakeImmediates(): boolean {
  return globalThis.setImmediate !== setImmediate;
}

/**
 * Runs `work` with Node's own `setImmediate`. node-redis schedules its writes by the global one. With a fake one it
 * would send nothing, and even after the test it would wait for a write that never comes.
 */
export function withRealImmediates<T>(work: () => T): T {
  const current = globalThis.setImmediate;
  globalThis.setImmediate = setImmediate;
  try {
    return work();
  } finally {
    globalThis.setImmediate = current;
  }
}
