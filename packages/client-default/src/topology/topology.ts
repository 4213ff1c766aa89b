import type { RawConnectionOptions, ServerInfo, TrackingOptions } from "@coffer/cache-core";
import type { Lane } from "../lane/lane.js";
import type { Links } from "./links.js";

/**
 * The servers of a cache, and which of them serves a key. A client is created with one: `new BaseClient(context,
 * topology)`. For each key the client asks twice: for the key's group, and for the lane that serves the group, so
 * that nothing is computed twice.
 */
export interface Topology {
  /**
   * One command may name keys of equal groups. The connection gets the number with each command: in Redis Cluster it
   * is the slot. A key in braces, `{key}:fence`, must have the group of the key: locks and loads have such sibling
   * keys.
   */
  groupOf(redisKey: string | Buffer): number;

  /**
   * The lane that serves the keys of a group: their writes, or their reads. Groups of one lane share its round trips.
   */
  laneFor(group: number, write: boolean): Lane;

  /**
   * Runs `work`, which concerns all keys, on the lanes that together have them. Rejects when all have ended and one
   * has failed.
   */
  onAll(write: boolean, work: (lane: Lane) => Promise<void>): Promise<void>;

  /** The same lanes, for callers that use them one after the other. */
  oneByOne(write: boolean): AsyncIterable<Lane>;

  /**
   * Tries a write that failed on other servers, if it certainly was not executed and others take it; else rejects
   * with the error. Left out: a write belongs to one server.
   */
  refused?<T>(error: unknown, retry: (lane: Lane) => Promise<T>): Promise<T>;

  /**
   * Makes the servers report changed keys. Called once, by the layer that keeps values in memory. Undefined: the
   * connections cannot; left out: no connection can.
   */
  track?(options: TrackingOptions): Links | undefined;

  /** The current servers. Asks them only if the settings do not list them, as in a cluster. */
  servers(): Promise<readonly ServerInfo[]>;

  /** Connects to every server and waits for its answer. */
  ready(): Promise<void>;

  /** Closes every connection, for good if `final`. */
  close(final: boolean): Promise<void>;

  /**
   * The driver's own object, connected.
   * @param group of the key that the caller named; undefined without a key.
   */
  native(options: Pick<RawConnectionOptions, "write">, group: number | undefined): Promise<unknown>;
}
