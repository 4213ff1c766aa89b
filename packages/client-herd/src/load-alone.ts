import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, type Lock } from "@coffer/cache-core";
import type { Flight } from "@coffer/client-default";

/** Milliseconds between two looks at a key that somebody else loads, at most. */
const LONGEST_PAUSE = 100;

export interface Alone<T> {
  /** Of who loads; it does not block. */
  readonly lock: Lock;
  readonly load: () => Promise<T>;
  /** The load of this process. When it dies, a later one of this process need not wait for its end. */
  readonly flight: Flight;
  /** What somebody else has stored; where it has to be fresh, an old value is none. */
  readonly stored: (fresh: boolean) => Promise<T | undefined>;
  /** Throws, unless the cache can go on without Redis. */
  readonly tolerate: (error: unknown) => void;
}

/**
 * Loads, unless somebody else does: then takes the old value, or, where there is none, waits for theirs. The lock is extended while the
 * load runs; when it has run out, because the process that loads is dead, somebody else's turn has come.
 */
export async function loadAlone<T>({ lock, load, flight, stored, tolerate }: Alone<T>): Promise<T> {
  for (let longest = 10; ; longest = Math.min(longest * 2, LONGEST_PAUSE)) {
    let begun = false;
    let loaded: T | undefined;
    try {
      return await lock.using(async (_signal, held) => {
        flight.onDeath(() => void held.release().catch(() => {}));
        // Somebody may have been done just before.
        const theirs = await stored(true).catch(tolerate);
        begun = true;
        loaded = theirs ?? (await load());
        return loaded;
      });
    } catch (error) {
      // A lock that was lost costs a second load at worst; what was loaded is none the worse for it.
      if (loaded !== undefined) return loaded;
      if (begun) throw error;
      if (codeOf(error) !== "ERR_LOCK") {
        tolerate(error);
        return load();
      }
    }
    try {
      const theirs = await stored(false);
      if (theirs !== undefined) return theirs;
    } catch (error) {
      tolerate(error);
      return load();
    }
    // The pauses vary, so that those who wait do not stay in step.
    await sleep(longest * (0.5 + Math.random() / 2));
  }
}
