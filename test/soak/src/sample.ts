import { setTimeout as sleep } from "node:timers/promises";

/** What the process holds at one moment, after everything that was going on has ended. */
export interface Sample {
  /** How many calls have been made until now. */
  readonly operations: number;
  /** Bytes in use after a collection: JavaScript objects, and what they hold outside of the heap. */
  readonly heap: number;
  /** Bytes that the system has given to the process. */
  readonly rss: number;
  /** What keeps the event loop alive, by kind. */
  readonly handles: Readonly<Record<string, number>>;
}

/** Milliseconds in which sockets that were closed are gone. */
const SETTLING = 50;

/** @throws Error where node was not started with --expose-gc. */
export async function takeSample(operations: number): Promise<Sample> {
  if (globalThis.gc === undefined) throw new Error("start node with --expose-gc");
  await sleep(SETTLING);
  // What a finalizer lets go of, the second one finds.
  for (let times = 0; times < 2; times++) {
    globalThis.gc();
    await sleep(1);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const handles: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
  return { operations, heap: heapUsed + external, rss, handles };
}
