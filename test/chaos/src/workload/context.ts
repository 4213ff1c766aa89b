import type { Cache } from "@coffer/cache-core";
import type { Complaint } from "../history.js";
import type { Random } from "../random.js";
import type { Calls } from "./calls.js";

/** What the parts of a workload work with. */
export interface WorkloadContext {
  readonly cache: Cache;
  readonly calls: Calls;
  /** Of this worker, from 0. */
  readonly worker: number;
  /** How many workers there are. */
  readonly workers: number;
  readonly random: Random;
  /** Whether reads may be answered by replicas, which come late. */
  readonly readsFromReplicas: boolean;
  readonly complaints: Complaint[];
  /** Whether to go on; what takes long looks now and then. */
  isGoing(): boolean;
}

/** A part of the workload: several of these go on at once, each one call after the other. */
export type Step = () => Promise<unknown>;
