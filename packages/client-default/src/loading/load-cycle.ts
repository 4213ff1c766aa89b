import { AsyncLocalStorage } from "node:async_hooks";
import { LoadCycle } from "@coffer/cache-core";
import type { Flight } from "./flight.js";

/**
 * The flight whose loader is running, for what that asks for. One for all caches of the process, since a circle may lead through several.
 * It is on only while loaders run: on Node 20 it makes every promise of the process a little slower.
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

/** Runs what loads for several flights at once, each of whose loaders is running: what it asks for, all of them wait for. */
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
 * The result of a flight, for who waits for it from now on.
 * @throws LoadCycle where that is a loader that the flight waits for itself, so that neither would ever end.
 */
export function waitFor<T>(flight: Flight<T>): Promise<T> {
  const asker = asking.getStore();
  // Work that a loader left running when it ended keeps no caller waiting.
  if (asker === undefined || asker.isOver) return flight.result;
  const path = pathTo(asker, flight, new Set());
  if (path !== undefined) throw new LoadCycle([asker, ...path].map(({ redisKey }) => redisKey));
  asker.waitsFor.add(flight as Flight);
  return flight.result.finally(() => asker.waitsFor.delete(flight as Flight));
}

/** From one flight to another, over those that each waits for; undefined where there is no such way. */
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
