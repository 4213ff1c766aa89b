import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "@coffer/cache-core";
import { type Loaded, type LoadTask, seenOf } from "@coffer/client-default";
import { errorOf, failureNote } from "./failure-note.js";
import type { Lease } from "./lease.js";
import { ANY } from "./scripts.js";

/** The longest pause between two reads of a key that another process loads, in milliseconds. */
const LONGEST_PAUSE = 100;
/** How often a key may change between a read and the lease; then it is loaded without a lease. */
const MOST_CHANGES = 20;

/** How the client loads, and how it uses stored entries. */
export interface Alone {
  readonly lease: Lease;
  readonly task: LoadTask;
  /** Loads the replacement of `found` only if the lease is still held. */
  load(found: Buffer | undefined, seen: string | Buffer): Promise<Loaded>;
  /**
   * Loads without a lease.
   * @param error why Redis is unreachable; thrown unless the cache ignores it. Undefined: it is reachable.
   */
  loadWithout(error: unknown): Promise<Loaded>;
  /** A value that another caller stored, if it can replace the load; undefined: it cannot. */
  current(stored: Buffer): Promise<Loaded | undefined>;
  /**
   * A stale value that may still be returned, which is the answer while another caller loads; undefined: there is
   * none.
   */
  drawn(stored: Buffer): Promise<Loaded | undefined>;
}

/**
 * Loads, unless another process does: then resolves to the stale value, or waits for the other load if there is none.
 * If that loader fails, all waiting callers fail with its error: if each tried in turn, the last would wait for all
 * of them.
 */
export async function loadAlone(alone: Alone): Promise<Loaded> {
  const { lease, task } = alone;
  const { flight, plan } = task;
  let { found } = task;
  let seen: string | Buffer = plan.isFresh && found === undefined ? ANY : seenOf(found);
  /** The note of the last failure when the wait started; undefined: it has not started. */
  let before: string | undefined;
  let changes = 0;
  for (let longest = 10; ; longest = Math.min(longest * 2, LONGEST_PAUSE)) {
    if (flight.isAborted) throw flight.signal.reason;
    let taken: Awaited<ReturnType<Lease["take"]>>;
    try {
      taken = await lease.take(seen, task.hasOld);
    } catch (error) {
      return alone.loadWithout(error);
    }
    if (taken.state === "changed") {
      found = taken.stored;
      seen = seenOf(found);
      const theirs = found === undefined ? undefined : await alone.current(found);
      if (theirs !== undefined) return theirs;
      changes += 1;
      if (changes > MOST_CHANGES) return alone.loadWithout(undefined);
      continue;
    }
    const failure = before !== undefined && taken.note !== before ? errorOf(taken.note) : undefined;
    if (taken.state === "got") {
      if (failure === undefined) return lead(alone, found, taken.seen);
      await lease.give();
    }
    if (failure !== undefined) throw failure;
    // The caller gets it, whatever is stored at the key meanwhile.
    if (task.hasOld) return { value: undefined, bytes: undefined, outcome: "elsewhere", isOld: true };
    const drawn = found === undefined ? undefined : await alone.drawn(found);
    if (drawn !== undefined) return { ...drawn, isOld: true };
    before ??= taken.note;
    // Keys that are loaded together with this one need not wait for the other process.
    plan.gather?.passes(flight.redisKey);
    // The stored value is older than the one being loaded.
    seen = taken.seen;
    // The pauses are random, so that waiting callers do not retry at the same times.
    await sleep(longest * (0.5 + Math.random() / 2));
  }
}

/** Loads as the holder of the lease. */
async function lead(
  { lease, task, load }: Alone,
  found: Buffer | undefined,
  seen: string | Buffer,
): Promise<Loaded> {
  const { flight, plan, hasOld } = task;
  // A later load of this process need not wait for the end of one whose value no caller needs.
  flight.onDeath(() => {
    const isLate = flight.isAborted && codeOf(flight.signal.reason) === "ERR_LOAD_TIMEOUT";
    void (isLate && hasOld ? lease.fail("", plan.retryAfter) : lease.give());
  });
  // Its time was over before the lease was acquired.
  if (flight.isAborted) throw flight.signal.reason;
  try {
    const loaded = await lease.during(() => load(found, seen));
    if (loaded.outcome !== "stored") await lease.give();
    return loaded;
  } catch (error) {
    await lease.fail(failureNote(lease.token, error), hasOld ? plan.retryAfter : 0);
    throw error;
  }
}
