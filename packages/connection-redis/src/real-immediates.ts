import { setImmediate } from "node:timers";

/** Whether the global `setImmediate` is another than Node's own, as in a test with fake timers. */
export function hasFakeImmediates(): boolean {
  return globalThis.setImmediate !== setImmediate;
}

/**
 * Does `work` with Node's own `setImmediate`. node-redis schedules its writes with the global one. With a fake one nothing would be sent,
 * and after the test the driver would still believe that a write is scheduled.
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
