import { AsyncLocalStorage } from "node:async_hooks";
import { LoadCycle } from "@coffer/cache-core";
import type { Flight } from "./flight.js";

/**
 * The flight whose loader is running, for the calls in that loader. One for all caches of the process, since a cycle
 * may lead through several. Enabled only while loaders run: on Node 20 it makes every promise of the process slightly
 * slower.
 */
const asking = new AsyncLocalStorage<Flight>();
let running = 0;

/** Runs the loader of a flight. */
export async function runLoader<T>(flight: Flight, loader: () => T | Promise<T>): Promise<T> {
  running += 1;
  try {
    return await asking.run(flight, loader);
  } finally {
    running -= 1;
    if (running === 0) asking.disable();
  }
}

/** Runs a loader for several flights at once: all of them wait for what it loads. */
export async function runTogether<T>(flights: readonly Flight[], loader: () => Promise<T>): Promise<T> {
  const [first, ...others] = flights as readonly [Flight, ...Flight[]];
  for (const other of others) other.waitsFor.add(first);
  try {
    return await asking.run(first, loader);
  } finally {
    for (const other of others) other.waitsFor.delete(first);
  }
}

/**
 * Waits for the result of a flight.
 * @throws LoadCycle if that flight waits for the caller's own, so that neither would ever end.
 */
export function waitFor<T>(flight: Flight<T>): Promise<T> {
  const asker = asking.getStore();
  // Work that a loader left running after its end makes no caller wait.
  if (asker === undefined || asker.isOver) return flight.result;
  const path = pathTo(asker, flight, new Set());
  if (path !== undefined) throw new LoadCycle([asker, ...path].map(({ redisKey }) => redisKey));
  asker.waitsFor.add(flight as Flight);
  return flight.result.finally(() => asker.waitsFor.delete(flight as Flight));
}

/** The path from one flight to another, along the flights that each waits for; undefined if there is none. */
function pathTo(wanted: Flight, from: Flight, seen: Set<Flight>): Flight[] | undefined {
  if (from === wanted) return [from];
  if (seen.has(from)) return undefined;
  seen.add(from);
  for (const next of from.waitsFor) {
    const path = pathTo(wanted, next, seen);
    if (path !== undefined) return [from, ...path];
  }
  return undefined;
}
