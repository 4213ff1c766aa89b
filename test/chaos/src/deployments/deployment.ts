import type { CacheSettings } from "@coffer/cache-core";
import type { RedisServer } from "@coffer-internal/servers";
import type { Random } from "../random.js";

/** The tools of a fault. */
export interface Circumstances {
  readonly random: Random;
  /** Waits for a random time, in milliseconds; rejects when the run must end. */
  pause(from: number, to: number): Promise<void>;
}

/** A fault of servers. */
export interface Fault {
  readonly name: string;
  /** Whether Redis may lose recently acknowledged writes, or writes until all agree on the new primary. */
  readonly loses?: boolean;
  /** Whether a former primary stays reachable, as a replica, and answers reads. */
  readonly leavesFormerPrimary?: boolean;
  /** Whether servers and network work all the time. */
  readonly sparesServers?: boolean;
  /** Causes and repairs it; resolves to when the servers could serve again, as of `now`. */
  inflict(circumstances: Circumstances): Promise<number>;
}

/** Servers with the faults that they must survive. */
export interface Deployment extends AsyncDisposable {
  /**
   * The settings with which a client of a connection package reaches them; plain JSON, since other processes get it.
   */
  settings(driver: string): CacheSettings;
  readonly faults: readonly Fault[];
  /** Whether replicas may answer reads, which lag. */
  readonly readsFromReplicas?: boolean;
  /** Whether one process among all loads the value of a cold key. */
  readonly loadsAlone?: boolean;
  /** The server that takes the writes of a Redis key. */
  primaryOf(key: string): Promise<RedisServer>;
  /** Resolves when every server works, and the replicas have everything. */
  settled(): Promise<void>;
}
