import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { NearStats } from "@coffer/cache-core";
import { eventually } from "@coffer-internal/servers";

interface Counts {
  readonly reads: number;
  readonly writes: number;
  /** Reads after an own write that did not see it. */
  readonly overlooked: number;
  /** Reads of something older than the thread had seen before. */
  readonly back: number;
  readonly examples: readonly object[];
}

export interface Race {
  readonly settings: object;
  readonly keys: readonly string[];
  readonly threads: number;
  /** Calls that each thread makes at a time. */
  readonly callers: number;
  /** Of 1000 calls. */
  readonly writesOf1000: number;
  /** For this long, and until each thread has this many reads. */
  readonly seconds: number;
  readonly leastReads: number;
}

export interface Outcome extends Counts {
  readonly hits: number;
  readonly invalidations: number;
}

/**
 * Makes threads read and count the same keys, each through its own cache.
 * @param truth the values in Redis, by key.
 * @throws unless all threads end with the values in Redis when the writes have ended.
 */
export async function race(given: Race, truth: () => Promise<Record<string, number>>): Promise<Outcome> {
  const workers = Array.from(
    { length: given.threads },
    () => new Worker(new URL("race-worker.mjs", import.meta.url), { workerData: given }),
  );
  try {
    const tell = (what: string) => {
      for (const worker of workers) worker.postMessage(what);
    };
    await Promise.all(workers.map((worker) => answer(worker)));
    tell("go");
    setTimeout(() => tell("stop"), given.seconds * 1000);
    const ends = await Promise.all(
      workers.map((worker) => answer<{ counts: Counts; near: NearStats }>(worker)),
    );
    await eventually(async () => {
      const expected = await truth();
      const found = await Promise.all(
        workers.map((worker) => {
          const answered = answer<{ found: object }>(worker);
          worker.postMessage("ask");
          return answered;
        }),
      );
      for (const each of found) assert.deepEqual(each.found, expected);
    });
    const sum = (of: (each: (typeof ends)[number]) => number) =>
      ends.reduce((all, each) => all + of(each), 0);
    return {
      reads: sum(({ counts }) => counts.reads),
      writes: sum(({ counts }) => counts.writes),
      overlooked: sum(({ counts }) => counts.overlooked),
      back: sum(({ counts }) => counts.back),
      examples: ends.flatMap(({ counts }) => counts.examples),
      hits: sum(({ near }) => near.hits),
      invalidations: sum(({ near }) => near.invalidations),
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function answer<T>(worker: Worker): Promise<T> {
  const [message] = await Promise.race([
    once(worker, "message"),
    once(worker, "exit").then(([code]) => Promise.reject(new Error(`a thread has ended with ${code}`))),
  ]);
  return message as T;
}
