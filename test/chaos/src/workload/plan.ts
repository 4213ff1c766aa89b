import type { CacheSettings } from "@coffer/cache-core";

/** What a worker is told; it travels to another process. */
export interface WorkerPlan {
  readonly worker: number;
  readonly workers: number;
  readonly seed: number;
  readonly settings: CacheSettings;
  readonly readsFromReplicas: boolean;
  /** Milliseconds that a call may take. */
  readonly limit: number;
}
