import { nextTick } from "node:process";
import { show } from "@coffer/cache-core";

/** A callback as both frameworks pass it: first the error, or `null`. */
export type Callback<T> = (error: unknown, result?: T) => void;

/** Runs the work; its outcome is the promise or, with a callback, goes there. */
export function answer<T>(callback: Callback<T> | undefined, work: () => Promise<T>): Promise<T> | undefined {
  if (callback === undefined) return work();
  if (typeof callback !== "function") {
    throw new TypeError(`callback must be a function, got ${show(callback)}`);
  }
  // On the next tick, so that an error thrown by the callback is an uncaught exception, and not an unhandled
  // rejection.
  work().then(
    (result) => nextTick(callback, null, result),
    (error) => nextTick(callback, error),
  );
  return undefined;
}
