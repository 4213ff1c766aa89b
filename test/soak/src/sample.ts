import { setTimeout as sleep } from "node:timers/promises";

/** The memory and the handles of the process at one time, after all running work has ended. */
export interface Sample {
  /** The number of calls so far. */
  readonly operations: number;
  /** The bytes in use after a garbage collection: JavaScript objects, and their memory outside of the heap. */
  readonly heap: number;
  /** The resident set of the process in bytes. */
  readonly rss: number;
  /** How many handles keep the event loop alive, by kind. */
  readonly handles: Readonly<Record<string, number>>;
}

/** Milliseconds after which closed sockets have disappeared. */
const SETTLING = 50;

/** @throws Error if node was started without --expose-gc. */
export async function takeSample(operations: number): Promise<Sample> {
  if (globalThis.gc === undefined) throw new Error("start node with --expose-gc");
  await sleep(SETTLING);
  // The second collection frees the objects that finalizers released.
  for (let times = 0; times < 2; times++) {
    globalThis.gc();
    await sleep(1);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const handles: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
  return { operations, heap: heapUsed + external, rss, handles };
}
