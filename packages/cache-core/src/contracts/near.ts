import type { TrackingState } from "./tracking.js";

/** The statistics of a cache with the layer near: `cache.stats().near`. */
export interface NearStats {
  /** How many values are in memory. */
  readonly entries: number;
  /** How many bytes the values take, approximately. */
  readonly bytes: number;
  /** Reads that were answered from memory. Each also counts in `hits` of the cache. */
  readonly hits: number;
  /** Reads that were sent to Redis. */
  readonly misses: number;
  /** Keys that servers have reported as changed, whether they were kept or not. */
  readonly invalidations: number;
  /** How often the memory was emptied because any key may have changed: after FLUSHDB, and when a tracking connection was lost or restored. */
  readonly flushes: number;
  /** Values removed for lack of space. */
  readonly evictions: number;
  /**
   * The state of the tracking connections, one per server: `armed`, all of them report changes; `unsupported`, a server rejects tracking;
   * otherwise `disconnected`, as before the first read.
   */
  readonly state: TrackingState;
  /** Why the state is not `armed`, if that is known. */
  readonly reason?: string;
  /** Seconds since every tracking connection last proved that it works; null while the state is not `armed`. */
  readonly lag: number | null;
}

/** A message on the diagnostics channel `coffer:near`. */
export type NearMessage = {
  /** The cache's name in the settings. */
  readonly alias: string;
} & (
  | {
      /** The new state of a tracking connection. */
      readonly state: TrackingState;
      /** Why the state is not `armed`, if that is known. */
      readonly reason?: Error | undefined;
    }
  | {
      /** The Redis keys that a server has reported as changed; null: any key may have changed. */
      readonly invalidated: readonly string[] | null;
    }
);
