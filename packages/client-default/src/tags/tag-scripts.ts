import type { Script } from "@coffer/cache-core";
import { isDecimal, isInteger } from "../lane/replies.js";

/**
 * The versions of the tags KEYS, which are created if they are missing, each with its own random part from ARGV[2]
 * on. Ensures that they live for at least ARGV[1] ms ("": without expiry), and sets twice that, so that it is seldom
 * needed.
 */
export const TAGS: Script = {
  name: "cofferTags",
  fits: (reply) => Array.isArray(reply),
  source: `
local versions = {}
for n, key in ipairs(KEYS) do
  local version = redis.call('GET', key)
  local life = version and redis.call('PTTL', key)
  if not version then
    version = '0.' .. ARGV[n + 1]
    if ARGV[1] == '' then redis.call('SET', key, version)
    else redis.call('SET', key, version, 'PX', string.format('%.0f', ARGV[1] * 2)) end
  elseif life >= 0 and ARGV[1] == '' then redis.call('PERSIST', key)
  elseif life >= 0 and life < tonumber(ARGV[1]) then
    redis.call('PEXPIRE', key, string.format('%.0f', ARGV[1] * 2))
  end
  versions[n] = version
end
return versions`,
};

/** Lua: the server's time in microseconds, as text: Lua writes large numbers with an exponent. */
const NOW = `
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000000 + time[2])
local last = redis.call('GET', KEYS[1])`;

/**
 * The number of the last invalidation, in KEYS[1]; if there is none, the number that an invalidation now would get.
 */
export const LAST: Script = {
  name: "cofferLastInvalidation",
  fits: isDecimal,
  source: `${NOW}
if last then return last end
redis.call('SET', KEYS[1], now)
return now`,
};

/** The number of the next invalidation: greater than all before, even if their number was lost. */
export const NEXT: Script = {
  name: "cofferNextInvalidation",
  fits: isDecimal,
  source: `${NOW}
if last and tonumber(last) >= tonumber(now) then now = string.format('%.0f', last + 1) end
redis.call('SET', KEYS[1], now)
return now`,
};

/**
 * Gives the tags KEYS new versions, of the invalidation ARGV[2] and random parts from ARGV[3] on. They live for at
 * least ARGV[1] ms.
 */
export const VOID: Script = {
  name: "cofferVoidTags",
  fits: isInteger,
  source: `
for n, key in ipairs(KEYS) do
  local life = redis.call('PTTL', key)
  local version = ARGV[2] .. '.' .. ARGV[n + 2]
  if life == -1 then redis.call('SET', key, version)
  else redis.call('SET', key, version, 'PX', string.format('%.0f', math.max(life, tonumber(ARGV[1])))) end
end
return #KEYS`,
};
