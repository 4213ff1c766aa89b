import type { CacheKey, Key, Lock, LockOptions } from "@coffer/cache-core";
import { MadeKey } from "@coffer/cache-core";
import { lockPlan } from "./lock-options.js";
import { RedisLock } from "./redis-lock.js";
import { siblingKey } from "./sibling-key.js";
import { SortedSetCommands } from "./sorted-sets.js";
import { WaitingLines } from "./waiting-lines.js";

/** Locks. They never go to another server than their key's, whatever `REPLICA_READ_ONLY` says: it would be another lock. */
export abstract class LockCommands extends SortedSetCommands {
  readonly #lines: WaitingLines = new WaitingLines();

  lock(key: Key, options?: LockOptions): Lock {
    const plan = lockPlan(options);
    const made = this.keyspace.make(key, options);
    return new RedisLock(made, plan, () => this.laneFor(made, true), this.#lines);
  }

  /** A key for something of the client's own that belongs to a key; in a cluster both have the same slot. */
  protected siblingOf(made: string, what: string): CacheKey {
    const sibling = siblingKey(made, what);
    return new MadeKey(sibling, sibling, this.keyspace.version, this.keyspace.prefix);
  }
}
