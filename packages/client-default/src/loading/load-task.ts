import type { Loader, LoadOutcome, LoadReason } from "@coffer/cache-core";
import type { Encoded } from "../entry/encoded.js";
import type { Flight } from "./flight.js";
import type { LoadPlan } from "./load-plan.js";

/** A load to run. */
export interface LoadTask {
  /** The state of the load, which later callers of the key share. */
  readonly flight: Flight;
  /** The value or the loader that the caller passed to `getOrSet`. */
  readonly loader: Loader<unknown>;
  /** The options of the call, checked. */
  readonly plan: LoadPlan;
  /** Why the load runs. */
  readonly reason: LoadReason;
  /** The bytes at the key that the call has read: the loaded value replaces only these. Undefined: the key was missing, or was not read. */
  readonly found: Buffer | undefined;
  /** Whether `found` is a stale value that is returned if the load fails. */
  readonly hasOld: boolean;
  /** Whether it is a background load, which does not wait for a load of another process. */
  readonly isBehind: boolean;
}

/** The outcome of a load. */
export interface Loaded {
  /** The loaded value itself, for the caller that ran the loader. */
  readonly value: unknown;
  /** The encoded value, for all other callers. Undefined if the loader returned undefined. */
  readonly bytes: Encoded | undefined;
  /** How the load ended. */
  readonly outcome: LoadOutcome;
  /** Whether callers get the stale value, since another process loads. */
  readonly isOld?: boolean;
  /**
   * For a value that another caller stored: when it was last known to be valid, by the count of `SingleFlight.moment`. A call that started later
   * does not use it: the key or a tag may have been deleted in between.
   */
  readonly knownAt?: number;
}
