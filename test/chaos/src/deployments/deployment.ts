import type { CacheSettings } from "@coffer/cache-core";
import type { RedisServer } from "@coffer-internal/servers";
import type { Random } from "../random.js";

/** What a fault is given to go by. */
export interface Circumstances {
  readonly random: Random;
  /** Waits for a time by chance, in milliseconds; rejects when the run is to end. */
  pause(from: number, to: number): Promise<void>;
}

/** Something that happens to servers. */
export interface Fault {
  readonly name: string;
  /** Whether Redis may lose what it has acknowledged shortly before, or until all agree on the new primary. */
  readonly loses?: boolean;
  /** Whether a former primary stays reachable, as a replica, and answers reads. */
  readonly leavesFormerPrimary?: boolean;
  /** Whether servers and network are well all the time. */
  readonly sparesServers?: boolean;
  /** Does it, and mends it; resolves to when the servers could serve again, as of `now`. */
  inflict(circumstances: Circumstances): Promise<number>;
}

/** Servers with the faults that they have to survive. */
export interface Deployment extends AsyncDisposable {
  /** How a client reaches them by a connection package; plain JSON, since it goes to other processes. */
  settings(driver: string): CacheSettings;
  readonly faults: readonly Fault[];
  /** Whether reads may be answered by replicas, which come late. */
  readonly readsFromReplicas?: boolean;
  /** Whether of all processes one makes the value of a cold key. */
  readonly loadsAlone?: boolean;
  /** Who takes the writes of a key, which is named as Redis knows it. */
  primaryOf(key: string): Promise<RedisServer>;
  /** Resolves when every server is well, and the replicas have all that was written. */
  settled(): Promise<void>;
}
