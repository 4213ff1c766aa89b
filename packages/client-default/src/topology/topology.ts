import type { RawConnectionOptions, ServerInfo, TrackingOptions } from "@coffer/cache-core";
import type { Lane } from "../lane/lane.js";
import type { Links } from "./links.js";

/**
 * The servers of a cache, and which of them serves a key. A client is built with one: `new BaseClient(context, topology)`. It is asked
 * twice for each key: for the key's group, and for the lane that serves the group. What was computed for the first is not computed again.
 */
export interface Topology {
  /**
   * Keys of equal groups may stand in one command. The number is handed down to the connection with each command: in Redis Cluster it
   * is the slot. A key in braces, `{key}:fence`, is of the group of the key: locks and loads have such keys beside those that they are for.
   */
  groupOf(redisKey: string | Buffer): number;

  /** The lane that serves the keys of a group: their writes, or their reads. Groups of one lane share its round trips. */
  laneFor(group: number, write: boolean): Lane;

  /** Does `work`, which concerns all keys, on the lanes that together have them. Rejects when all have ended and one has failed. */
  onAll(write: boolean, work: (lane: Lane) => Promise<void>): Promise<void>;

  /** The same lanes, for who looks through them one after the other. */
  oneByOne(write: boolean): AsyncIterable<Lane>;

  /**
   * Tries a write that failed on other servers, where it certainly was not executed and others may take it; else rejects with the error.
   * Left out: a write belongs to one server.
   */
  refused?<T>(error: unknown, retry: (lane: Lane) => Promise<T>): Promise<T>;

  /**
   * Has the servers report changed keys. Called once, by the layer that keeps values in memory. Undefined: the connections cannot; left out:
   * nor can any.
   */
  track?(options: TrackingOptions): Links | undefined;

  /** The servers as they are now. Asks them only where the settings do not say it, as in a cluster. */
  servers(): Promise<readonly ServerInfo[]>;

  /** Connects to every server and waits for its answer. */
  ready(): Promise<void>;

  /** Closes every connection, for good if `final`. */
  close(final: boolean): Promise<void>;

  /**
   * The driver's own object, connected.
   * @param group of the key that the caller named; undefined where none was named.
   */
  native(options: Pick<RawConnectionOptions, "write">, group: number | undefined): Promise<unknown>;
}
