import type { RawConnectionOptions, ServerInfo, TrackingOptions } from "@coffer/cache-core";
import type { Lane } from "../lane/lane.js";
import type { Links } from "./links.js";

/**
 * The servers of a cache, and which of them serves a key. A client is created with one: `new BaseClient(context, topology)`. For each key,
 * the client calls `groupOf`, and `laneFor` with the group.
 */
export interface Topology {
  /**
   * Returns the group of a key: one command may name keys of equal groups. The connection gets the number with each command; in Redis
   * Cluster it is the slot. A key in braces, `{key}:fence`, must have the group of the key: locks and loads have such sibling keys.
   */
  groupOf(redisKey: string | Buffer): number;

  /** Returns the lane for the writes or the reads of a group. Groups of one lane share its round trips. */
  laneFor(group: number, write: boolean): Lane;

  /**
   * Runs `work`, which concerns all keys, on the lanes that together have them. Rejects when all have ended and one
   * has failed.
   */
  onAll(write: boolean, work: (lane: Lane) => Promise<void>): Promise<void>;

  /** Iterates over the lanes of `onAll`, for callers that use one after the other. */
  oneByOne(write: boolean): AsyncIterable<Lane>;

  /**
   * Sends a failed write to other servers, if it was certainly not executed and other servers take writes; otherwise rejects with the
   * error. Left out: only one server takes a write.
   */
  refused?<T>(error: unknown, retry: (lane: Lane) => Promise<T>): Promise<T>;

  /**
   * Makes the servers report changed keys. Called once, by the layer that keeps values in memory. Undefined: the
   * connections cannot; left out: no connection can.
   */
  track?(options: TrackingOptions): Links | undefined;

  /** Returns the current servers. Sends commands only if the settings do not list them, as in a cluster. */
  servers(): Promise<readonly ServerInfo[]>;

  /** Connects to every server and waits for its answer. */
  ready(): Promise<void>;

  /** Closes every connection, for good if `final`. */
  close(final: boolean): Promise<void>;

  /**
   * Connects, and returns the driver's own object.
   * @param group of the key that the caller named; undefined without a key.
   */
  native(options: Pick<RawConnectionOptions, "write">, group: number | undefined): Promise<unknown>;
}
