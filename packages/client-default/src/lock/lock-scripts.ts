import type { Script } from "@coffer/cache-core";
import { isInteger } from "../lane/replies.js";

// In all of them, KEYS[1] is the lock's key and ARGV[1] the caller's token. They do the same as redis-py's scripts.

/**
 * Stores the token for ARGV[2] ms if the lock is free, and numbers the holders: by the server's time in microseconds,
 * but at least the last number in KEYS[2] plus one. So the numbers still increase if KEYS[2] was deleted.
 */
export const ACQUIRE_FENCED: Script = {
  name: "cofferLockAcquireFenced",
  fits: isInteger,
  source: `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local time = redis.call('TIME')
local number = math.max(time[1] * 1000000 + time[2], tonumber(redis.call('GET', KEYS[2]) or 0) + 1)
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[2], string.format('%.0f', number))
return number`,
};

export const RELEASE: Script = {
  name: "cofferLockRelease",
  fits: isInteger,
  source: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
return 1`,
};

/** Adds ARGV[2] ms to the time left, if there is an expiry; with ARGV[3] = "1" it replaces the time left. */
export const EXTEND: Script = {
  name: "cofferLockExtend",
  fits: isInteger,
  source: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local left = 0
if ARGV[3] ~= '1' then
  left = redis.call('PTTL', KEYS[1])
  if left < 0 then return 1 end
end
redis.call('PEXPIRE', KEYS[1], left + ARGV[2])
return 1`,
};
