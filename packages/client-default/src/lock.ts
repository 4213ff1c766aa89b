import type { CacheKey, Key, Lock, LockOptions } from "@coffer/cache-core";
import { MadeKey } from "@coffer/cache-core";
import { lockPlan } from "./lock-options.js";
import { type LockHome, RedisLock } from "./redis-lock.js";
import { siblingKey } from "./sibling-key.js";
import { SortedSetCommands } from "./sorted-sets.js";
import { WaitingLines } from "./waiting-lines.js";

/** Locks. They never go to another server than their key's, whatever `REPLICA_READ_ONLY` says: it would be another lock. */
export abstract class LockCommands extends SortedSetCommands {
  readonly #home: LockHome = {
    lines: new WaitingLines(),
    laneOf: (made) => this.laneFor(made, true),
    fenceOf: (made) => this.siblingOf(made, "fence").made,
    report: (error) => this.context.report(error, "lock.release"),
  };

  lock(key: Key, options?: LockOptions): Lock {
    const plan = lockPlan(options);
    return new RedisLock(this.keyspace.make(key, options), plan, this.#home);
  }

  /** A key for something of the client's own that belongs to a key: see `siblingKey`. */
  protected siblingOf(made: string, what: string): CacheKey {
    const { prefix, version } = this.keyspace;
    const sibling = siblingKey(made, what, prefix, (beside) => this.areTogether([made, beside]));
    return new MadeKey(sibling, sibling, version, prefix);
  }
}
