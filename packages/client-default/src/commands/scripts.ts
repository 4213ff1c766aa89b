import type { Script } from "@coffer/cache-core";
import { isDecimal, isInteger } from "../lane/replies.js";

/**
 * Adds ARGV[1] to KEYS[1]. Replies with the sum as text, since Lua's numbers lose digits beyond 2^53; with nil if the
 * key is missing (ARGV[2] is "1": counts from 0 instead); with a list of the stored bytes if INCRBY cannot do it.
 */
export const INCR: Script = {
  name: "cofferIncr",
  fits: (reply) => reply === null || isDecimal(reply) || (Array.isArray(reply) && Buffer.isBuffer(reply[0])),
  source: `
if ARGV[2] ~= '1' and redis.call('EXISTS', KEYS[1]) == 0 then return false end
local sum = redis.pcall('INCRBY', KEYS[1], ARGV[1])
if type(sum) == 'table' and sum.err then return {redis.call('GET', KEYS[1])} end
return redis.call('GET', KEYS[1])`,
};

/**
 * Replaces ARGV[1] by ARGV[2], with the same expiry, or for ARGV[3] ms ("": without expiry; 0: it is deleted);
 * replies 0 if something else is stored there.
 */
export const REPLACE: Script = {
  name: "cofferReplace",
  fits: isInteger,
  source: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if not ARGV[3] then redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
elseif ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
elseif ARGV[3] == '0' then redis.call('UNLINK', KEYS[1])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`,
};

/** The DUMP of KEYS[1] for RESTORE, and its time left in milliseconds (-1: no expiry); nil if it is missing. */
export const COPY: Script = {
  name: "cofferCopy",
  fits: (reply) =>
    reply === null || (Array.isArray(reply) && Buffer.isBuffer(reply[0]) && isInteger(reply[1])),
  source: `
local payload = redis.call('DUMP', KEYS[1])
if not payload then return false end
return {payload, redis.call('PTTL', KEYS[1])}`,
};

/** Deletes KEYS[1] if the SHA-1 of its DUMP is still ARGV[1]; else replies 0. */
export const DROP: Script = {
  name: "cofferDrop",
  fits: isInteger,
  source: `
local payload = redis.call('DUMP', KEYS[1])
if not payload or redis.sha1hex(payload) ~= ARGV[1] then return 0 end
return redis.call('UNLINK', KEYS[1])`,
};

/** Replaces KEYS[1] by a set of the members ARGV, or deletes it without members; replies with the size. */
export const REPLACE_SET: Script = {
  name: "cofferReplaceSet",
  fits: isInteger,
  source: `
redis.call('UNLINK', KEYS[1])
for from = 1, #ARGV, 5000 do
  redis.call('SADD', KEYS[1], unpack(ARGV, from, math.min(from + 4999, #ARGV)))
end
return #ARGV`,
};

/** Renames KEYS[1] to KEYS[2], of any type; replies 0 if it is missing. */
export const MOVE: Script = {
  name: "cofferMove",
  fits: isInteger,
  source: `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('RENAME', KEYS[1], KEYS[2])
return 1`,
};

/** GETDEL, for servers without it. */
export const PULL: Script = {
  name: "cofferPull",
  fits: (reply) => reply === null || Buffer.isBuffer(reply),
  source: `
local stored = redis.call('GET', KEYS[1])
if stored then redis.call('UNLINK', KEYS[1]) end
return stored`,
};
