import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, type Lock } from "@coffer/cache-core";
import type { Flight } from "@coffer/client-default";
import { errorOf, failureNote } from "./failure-note.js";

/** The longest pause between two reads of a key that another process loads, in milliseconds. */
const LONGEST_PAUSE = 100;

/** What there is to be found. */
export interface Found<T> {
  /** What another process has stored. */
  readonly loaded: T | undefined;
  /** What the last load that failed has left behind. */
  readonly note: string | undefined;
}

export interface Alone<T> {
  /** Of who loads; it does not block. */
  readonly lock: Lock;
  readonly load: () => Promise<T>;
  /** The load of this process. When it dies, a later one of this process need not wait for its end. */
  readonly flight: Flight;
  /** Looks; where it has to be fresh, an old value is none. */
  readonly look: (fresh: boolean) => Promise<Found<T>>;
  /** Leaves a note for those who wait. */
  readonly leave: (note: string) => Promise<unknown>;
  /** Throws, unless the cache can go on without Redis. */
  readonly ignoreOrThrow: (error: unknown) => void;
}

/**
 * Loads, unless another process does: then resolves to the old value, or, where there is none, waits for theirs. When their loader fails,
 * all who waited fail with its error: if each tried in turn, the last would wait for all of them. The lock is extended while the load
 * runs. When it expires because the loading process died, another process loads.
 */
export async function loadAlone<T>({ lock, load, flight, look, leave, ignoreOrThrow }: Alone<T>): Promise<T> {
  /** What the last failure was when the waiting began; undefined: it has not. */
  let before: string | undefined;
  /** @throws the error of a loader that has failed in the meantime. */
  const lookFor = async (fresh: boolean): Promise<T | undefined> => {
    const { loaded, note = "" } = await look(fresh);
    if (loaded !== undefined) return loaded;
    const isNew = before !== undefined && note !== before;
    before ??= fresh ? undefined : note;
    const failure = isNew ? errorOf(note) : undefined;
    if (failure !== undefined) throw new RemoteLoadError(failure);
    return undefined;
  };

  for (let longest = 10; ; longest = Math.min(longest * 2, LONGEST_PAUSE)) {
    let begun = false;
    let loaded: T | undefined;
    try {
      return await lock.using(async (_signal, held) => {
        flight.onDeath(() => void held.release().catch(() => {}));
        // Somebody may have been done just before.
        const theirs = await lookFor(true).catch((error) => ignoreUnlessRemote(error, ignoreOrThrow));
        begun = true;
        loaded =
          theirs ??
          (await load().catch(async (error) => {
            await leave(failureNote(String(held.token), error)).catch(() => {});
            throw error;
          }));
        return loaded;
      });
    } catch (error) {
      // A lock that was lost costs a second load at worst; the loaded value is still good.
      if (loaded !== undefined) return loaded;
      if (begun) throw error;
      if (error instanceof RemoteLoadError) throw error.error;
      if (codeOf(error) !== "ERR_LOCK") {
        ignoreOrThrow(error);
        return load();
      }
    }
    try {
      const theirs = await lookFor(false);
      if (theirs !== undefined) return theirs;
    } catch (error) {
      if (error instanceof RemoteLoadError) throw error.error;
      ignoreOrThrow(error);
      return load();
    }
    // The pauses vary, so that those who wait do not stay in step.
    await sleep(longest * (0.5 + Math.random() / 2));
  }
}

/** The error of another process's loader, kept apart from errors of Redis. */
class RemoteLoadError extends Error {
  readonly error: Error;

  constructor(error: Error) {
    super(error.message);
    this.error = error;
  }
}

function ignoreUnlessRemote(error: unknown, ignoreOrThrow: (error: unknown) => void): undefined {
  if (error instanceof RemoteLoadError) throw error;
  ignoreOrThrow(error);
}
