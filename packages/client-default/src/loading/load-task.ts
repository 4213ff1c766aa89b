import type { Loader, LoadOutcome, LoadReason } from "@coffer/cache-core";
import type { Encoded } from "../entry/encoded.js";
import type { Flight } from "./flight.js";
import type { LoadPlan } from "./load-plan.js";

/** What is to be loaded. */
export interface LoadTask {
  readonly flight: Flight;
  readonly loader: Loader<unknown>;
  readonly plan: LoadPlan;
  readonly reason: LoadReason;
  /** The bytes at the key, as far as the call has seen: what is stored replaces them alone. Undefined: it has seen none. */
  readonly found: Buffer | undefined;
  /** Whether `found` is an old value that answers where the load does not. */
  readonly hasOld: boolean;
  /** Whether it is a background load: it does not wait for what another process loads. */
  readonly isBehind: boolean;
}

/** What a load came to. */
export interface Loaded {
  /** For the caller that ran the loader. */
  readonly value: unknown;
  /** Encoded, for all others. Undefined where the loader gave undefined. */
  readonly bytes: Encoded | undefined;
  readonly outcome: LoadOutcome;
  /** Whether the old value is the answer, since another process loads. */
  readonly isOld?: boolean;
  /**
   * Of what another caller has stored: the moment, by the count of `SingleFlight.moment`, at which it was last known to be good. A call that
   * began later does not take it: the key or a tag may have been deleted in between.
   */
  readonly knownAt?: number;
}
