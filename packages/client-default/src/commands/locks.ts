import type { Key, Lock, LockCommands, LockOptions } from "@coffer/cache-core";
import type { Entries } from "../client/entries.js";
import { lockPlan } from "../lock/lock-options.js";
import { RedisLock } from "../lock/redis-lock.js";

/**
 * Locks. They never use a server other than their key's, whatever `REPLICA_READ_ONLY` says: there it would be another
 * lock.
 */
export const locks: LockCommands & ThisType<Entries> = {
  lock(key: Key, options?: LockOptions): Lock {
    const plan = lockPlan(options);
    return new RedisLock(this.context.keys.make(key, options), plan, this.lockHome);
  },
};
