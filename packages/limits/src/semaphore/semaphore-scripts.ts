import type { Script } from "@coffer/cache-core";

// KEYS[1] is a sorted set: the holders, by the expiry of their slots, in milliseconds by this server's clock. ARGV[1]
// is the caller's token.

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** The set lives as long as the slot that expires last. */
const STORE = `
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 1`;

/**
 * Acquires a slot for ARGV[2] ms if less than ARGV[3] are held; replies whether it did. Expired slots are removed.
 */
export const ACQUIRE: Script = {
  name: "cofferSemaphoreAcquire",
  source: `${NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end${STORE}`,
};

/** Sets the slot's expiry to ARGV[2] ms from now; replies with 0 if it was lost. */
export const RENEW: Script = {
  name: "cofferSemaphoreRenew",
  source: `${NOW}
if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or 0) <= now then return 0 end${STORE}`,
};

/** Releases the slot; replies with 0 if it was lost. */
export const RELEASE: Script = {
  name: "cofferSemaphoreRelease",
  source: `${NOW}
local over = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or 0)
redis.call('ZREM', KEYS[1], ARGV[1])
return over > now and 1 or 0`,
};
