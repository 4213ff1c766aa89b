import type { TrackingState } from "./tracking.js";

/** The statistics of a cache with the layer near: `cache.stats().near`. */
export interface NearStats {
  /** How many values are in memory. */
  readonly entries: number;
  /** How many bytes they take, approximately. */
  readonly bytes: number;
  /** Reads that were answered from memory, or not. A hit also counts as one of the cache. */
  readonly hits: number;
  readonly misses: number;
  /** Keys that servers have reported as changed, whether they were kept or not. */
  readonly invalidations: number;
  /** How often the memory was emptied because any key may have changed: after FLUSHDB, and when a link was lost or restored. */
  readonly flushes: number;
  /** Values removed for lack of space. */
  readonly evictions: number;
  /**
   * The state of the links to the servers: `armed`, all open links report changes; `unsupported`, a server was
   * reached and refuses; else `disconnected`. No link is opened before the first read.
   */
  readonly state: TrackingState;
  /** Why it is not armed, if that is known. */
  readonly reason?: string;
  /** Seconds since the last proof that every link works; null while a link is not armed. */
  readonly lag: number | null;
}

/** A message on the diagnostics channel `coffer:near`. */
export type NearMessage = {
  /** The cache's name in the settings. */
  readonly alias: string;
} & (
  | {
      /** The state of a link has changed. */
      readonly state: TrackingState;
      readonly reason?: Error | undefined;
    }
  | {
      /** The Redis keys that a server has reported as changed; null: any key may have changed. */
      readonly invalidated: readonly string[] | null;
    }
);
