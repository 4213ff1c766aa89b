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
    flight.hasLoaded = true;
    running -= 1;
    if (running === 0) asking.disable();
  }
}

/** Runs a loader for several flights at once: all of them wait for what it loads. */
export async function runTogether<T>(flights: readonly Flight[], loader: () => Promise<T>): Promise<T> {
  const [first, ...others] = flights as readonly [Flight, ...Flight[]];
  for (const other of others) other.waitsFor.push(first);
  try {
    return await asking.run(first, loader);
  } finally {
    for (const other of others) stopsWaiting(other, first);
  }
}

/** The running loader's flight. Work that a loader left running after its end makes no caller wait. */
function asker(): Flight | undefined {
  const flight = asking.getStore();
  return flight === undefined || flight.hasLoaded ? undefined : flight;
}

/**
 * Checks that a flight does not wait for the loader that calls this.
 * @throws LoadCycle if it does: neither would ever end.
 */
export function checkCycle(flight: Flight): void {
  const from = asker();
  const path = from && pathTo(from, flight, new Set());
  if (from !== undefined && path !== undefined) {
    throw new LoadCycle([from, ...path].map(({ redisKey }) => redisKey));
  }
}

/**
 * Waits for the result of a flight, for as long as `patience` does.
 * @throws LoadCycle if that flight waits for the caller's own, so that neither would ever end.
 */
export async function waitFor<T, R = T>(
  flight: Flight<T>,
  patience: (result: Promise<T>) => Promise<R>,
): Promise<R> {
  const from = asker();
  if (from === undefined) return patience(flight.result);
  checkCycle(flight as Flight);
  from.waitsFor.push(flight as Flight);
  try {
    return await patience(flight.result);
  } finally {
    stopsWaiting(from, flight as Flight);
  }
}

function stopsWaiting({ waitsFor }: Flight, flight: Flight): void {
  waitsFor.splice(waitsFor.indexOf(flight), 1);
}

/** The path from one flight to another, along the flights that each waits for; undefined if there is none. */
function pathTo(wanted: Flight, from: Flight, seen: Set<Flight>): Flight[] | undefined {
  if (from === wanted) return [from];
  if (from.hasLoaded || seen.has(from)) return undefined;
  seen.add(from);
  for (const next of from.waitsFor) {
    const path = pathTo(wanted, next, seen);
    if (path !== undefined) return [from, ...path];
  }
  return undefined;
}
