import type { Script } from "@coffer/cache-core";
import { isPair } from "./is-pair.js";

/**
 * Counts in KEYS[1], which lives as long as its window: ARGV[1] ms from the first hit. Above ARGV[2] hits the window
 * ends that much after this hit (ARGV[3] "restart"), or twice as late with each ("double"). Replies with the count
 * and the milliseconds left.
 */
export const HIT: Script = {
  name: "cofferWindowHit",
  fits: isPair,
  source: `
local every, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local left = redis.call('PTTL', KEYS[1])
local count = 1
if left > 0 then
  count = redis.call('INCR', KEYS[1])
else
  -- Missing, in its last millisecond, or without an expiry, which it would keep.
  redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])
  left = every
end
if ARGV[3] ~= 'keep' and count > limit then
  left = every
  if ARGV[3] == 'double' then left = math.min(every * 2 ^ (count - limit - 1), 2 ^ 52) end
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', left))
end
return {count, left}`,
};

/** The count of KEYS[1] and the milliseconds left, 0 and 0 if there is no window. */
export const READ: Script = {
  name: "cofferWindowRead",
  fits: isPair,
  source: `
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then return {0, 0} end
return {tonumber(redis.call('GET', KEYS[1])), left}`,
};

/** Decrements KEYS[1], if its count is above 0. */
export const UNDO: Script = {
  name: "cofferWindowUndo",
  source: `
if tonumber(redis.call('GET', KEYS[1]) or 0) > 0 then redis.call('DECR', KEYS[1]) end
return 1`,
};
