import { MadeKey } from "@coffer/backend-kit";
import type { CacheKey, Key, Lock, LockOptions } from "@coffer/cache-core";
import { Door } from "./door.js";
import { lockPlan } from "./lock-options.js";
import { LockQueue } from "./lock-queue.js";
import { type LockHome, RedisLock } from "./redis-lock.js";
import { siblingKey } from "./sibling-key.js";
import { SortedSetCommands } from "./sorted-sets.js";

/** Locks. They never go to another server than their key's, whatever `REPLICA_READ_ONLY` says: it would be another lock. */
export abstract class LockCommands extends SortedSetCommands {
  readonly #home: LockHome = {
    lines: new LockQueue(),
    door: this.door,
    laneOf: (redisKey) => this.laneFor(redisKey, true),
    fenceOf: (redisKey) => this.siblingOf(redisKey, "fence").redisKey,
    report: (error) => this.context.report(error, "lock.release"),
  };

  lock(key: Key, options?: LockOptions): Lock {
    const plan = lockPlan(options);
    return new RedisLock(this.context.keys.make(key, options), plan, this.#home);
  }

  /** A lock that a command takes for itself, which it may do though the door has been closed behind it. */
  protected lockWithin(redisKey: string, options: LockOptions): Lock {
    return new RedisLock(redisKey, lockPlan(options), { ...this.#home, door: new Door(this.context.alias) });
  }

  /** A key for something of the client's own that belongs to a key: see `siblingKey`. */
  protected siblingOf(redisKey: string, what: string): CacheKey {
    const { prefix, version } = this.context.keys;
    const sibling = siblingKey(redisKey, what, prefix, (beside) => this.areTogether([redisKey, beside]));
    return new MadeKey(sibling, sibling, version, prefix);
  }
}
