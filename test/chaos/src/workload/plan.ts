import type { CacheSettings } from "@coffer/cache-core";

/** The plan of a worker; it is sent to another process. */
export interface WorkerPlan {
  readonly worker: number;
  readonly workers: number;
  readonly seed: number;
  readonly settings: CacheSettings;
  readonly readsFromReplicas: boolean;
  /** Milliseconds that a call may take. */
  readonly limit: number;
}
