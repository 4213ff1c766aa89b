import type { Script } from "@coffer/cache-core";

/**
 * Adds ARGV[1] to KEYS[1]. Answers with the sum as text, since Lua's numbers lose digits beyond 2^53; with nil where the key is missing
 * (ARGV[2] is "1": counts from 0 instead); with a list of the stored bytes where INCRBY cannot do it.
 */
export const INCR: Script = {
  name: "cofferIncr",
  source: `
if ARGV[2] ~= '1' and redis.call('EXISTS', KEYS[1]) == 0 then return false end
local sum = redis.pcall('INCRBY', KEYS[1], ARGV[1])
if type(sum) == 'table' and sum.err then return {redis.call('GET', KEYS[1])} end
return redis.call('GET', KEYS[1])`,
};

/** Puts ARGV[2] in the place of ARGV[1], keeping the expiry; answers 0 where something else is there by now. */
export const REPLACE: Script = {
  name: "cofferReplace",
  source: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1`,
};

/** Renames KEYS[1] to KEYS[2], whatever it holds; answers 0 where it is missing. */
export const MOVE: Script = {
  name: "cofferMove",
  source: `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2])
return 1`,
};
