import type { Script } from "@coffer/cache-core";

/**
 * GCRA as a leaky bucket: KEYS[1] has the level and the time of its measurement, in microseconds by this server's
 * clock. ARGV: how much leaks in how many milliseconds, the capacity, how much to add. Replies whether it was added
 * (else nothing was written), how much room is left now, and after how many milliseconds there would be room and the
 * bucket is empty. The key lives until the bucket is empty.
 */
export const TAKE: Script = {
  name: "cofferLimitTake",
  fits: (reply) => Array.isArray(reply) && reply.length === 4,
  source: `
local leak = tonumber(ARGV[1]) / (tonumber(ARGV[2]) * 1000)
local room, cost = tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local stored = redis.call('GET', KEYS[1]) or ''
local level, at = string.match(stored, '^(%S+) (%d+)$')
level, at = tonumber(level) or 0, tonumber(at) or now
level = math.max(0, level - math.max(0, now - at) * leak)
-- Rounding of fractions must not refuse what is due.
local allowed = level + cost <= room + 1e-6
local wait = 0
if allowed then level = level + cost else wait = (level + cost - room) / leak end
-- A clock that was set back would leave the bucket full until it has caught up.
if allowed or at > now then
  local value = string.format('%.9f %.0f', level, now)
  redis.call('SET', KEYS[1], value, 'PX', math.max(1, math.ceil(level / leak / 1000)))
end
return {allowed and 1 or 0, math.max(0, math.floor(room - level + 1e-6)), math.ceil(wait / 1000), math.ceil(level / leak / 1000)}`,
};
