import type { Loader, LoadOutcome, LoadReason } from "@coffer/cache-core";
import type { Encoded } from "../entry/encoded.js";
import type { Flight } from "./flight.js";
import type { LoadPlan } from "./load-plan.js";

/** A load to run. */
export interface LoadTask {
  readonly flight: Flight;
  readonly loader: Loader<unknown>;
  readonly plan: LoadPlan;
  readonly reason: LoadReason;
  /**
   * The bytes at the key that the call has seen: the loaded value replaces only these. Undefined: it has seen none.
   */
  readonly found: Buffer | undefined;
  /** Whether `found` is a stale value that is returned if the load fails. */
  readonly hasOld: boolean;
  /** Whether it is a background load, which does not wait for a load of another process. */
  readonly isBehind: boolean;
}

/** The outcome of a load. */
export interface Loaded {
  /** For the caller that ran the loader. */
  readonly value: unknown;
  /** Encoded, for all others. Undefined if the loader returned undefined. */
  readonly bytes: Encoded | undefined;
  readonly outcome: LoadOutcome;
  /** Whether the stale value is the answer, since another process loads. */
  readonly isOld?: boolean;
  /**
   * For a value that another caller stored: the moment, by the count of `SingleFlight.moment`, at which it was last
   * known to be valid. A call that started later does not use it: the key or a tag may have been deleted in between.
   */
  readonly knownAt?: number;
}
