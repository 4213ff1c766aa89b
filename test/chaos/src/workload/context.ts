import type { Cache } from "@coffer/cache-core";
import type { Complaint } from "../history.js";
import type { Random } from "../random.js";
import type { Calls } from "./calls.js";

/** What the parts of a workload share. */
export interface WorkloadContext {
  readonly cache: Cache;
  readonly calls: Calls;
  /** The index of this worker, from 0. */
  readonly worker: number;
  /** How many workers there are. */
  readonly workers: number;
  readonly random: Random;
  /** Whether replicas may answer reads, which lag. */
  readonly readsFromReplicas: boolean;
  readonly complaints: Complaint[];
  /** Whether to continue; long work checks it now and then. */
  isGoing(): boolean;
}

/** A part of the workload: several run concurrently, each one call after the other. */
export type Step = () => Promise<unknown>;
