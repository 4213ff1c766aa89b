import type { Script } from "@coffer/cache-core";
import { isInteger } from "../lane/replies.js";
import { HEAD_LENGTH, MARKER } from "./head.js";

const MARK = `string.sub(head, 1, ${MARKER.length})`;

/** Lua: `seen(key)` computes `seenOf` for a key. A type other than a string equals nothing. */
export const SEEN: string = `
local function seen(key)
  local head = redis.pcall('GETRANGE', key, 0, ${HEAD_LENGTH - 1})
  if type(head) ~= 'string' then return '?' end
  if head == '' and redis.call('EXISTS', key) == 0 then return '' end
  if #head == ${HEAD_LENGTH} and ${MARK} == '\\1meta:' then return head end
  return redis.sha1hex(redis.call('GET', key))
end
local function store(key, bytes, ms)
  if ms == '' then redis.call('SET', key, bytes) else redis.call('SET', key, bytes, 'PX', ms) end
end`;

/**
 * Stores ARGV[2] for ARGV[3] ms ("": without expiry) if KEYS[1] is still ARGV[1], see `seenOf`; else replies 0.
 * KEYS[2], if given, must hold ARGV[4], and is then deleted; else the reply is -1.
 */
export const STORE: Script = {
  name: "cofferStore",
  fits: isInteger,
  source: `${SEEN}
if KEYS[2] and redis.call('GET', KEYS[2]) ~= ARGV[4] then return -1 end
if seen(KEYS[1]) ~= ARGV[1] then return 0 end
store(KEYS[1], ARGV[2], ARGV[3])
if KEYS[2] then redis.call('UNLINK', KEYS[2]) end
return 1`,
};

/**
 * Sets the time left of KEYS[1] to ARGV[3] ms from ARGV[1], the current time ("": without expiry). An entry with a
 * head gets ARGV[2] as its expiry, and keeps its stale time in whole seconds; so does one that begins with ARGV[4],
 * if that is not empty, whose stale time is ARGV[5] ms. Replies 0 if the key is missing, or its entry has expired.
 * With 0 ms it is deleted.
 */
export const TOUCH: Script = {
  name: "cofferTouch",
  fits: isInteger,
  source: `
local head = redis.pcall('GETRANGE', KEYS[1], 0, ${HEAD_LENGTH - 1})
local left = ARGV[3]
if type(head) == 'string' then
  local mark = ${MARK}
  local keep = nil
  local expires = tonumber(string.sub(head, ${MARKER.length + 1}, ${MARKER.length + 15}))
  if expires and mark == '\\1meta:' and #head == ${HEAD_LENGTH} then
    local life = redis.call('PTTL', KEYS[1])
    keep = 0
    -- In whole seconds: that the entry was stored a little after its expiry was reckoned is no part of it.
    if life >= 0 then keep = math.floor(math.max(0, life - math.max(0, expires - tonumber(ARGV[1]))) / 1000) * 1000 end
  elseif expires and ARGV[4] ~= '' and mark == ARGV[4] then
    keep = tonumber(ARGV[5])
  end
  if keep then
    if expires < tonumber(ARGV[1]) then return 0 end
    redis.call('SETRANGE', KEYS[1], ${MARKER.length}, ARGV[2])
    if left ~= '' and left ~= '0' then left = string.format('%.0f', tonumber(left) + keep) end
  end
end
if left ~= '' then return redis.call('PEXPIRE', KEYS[1], left) end
redis.call('PERSIST', KEYS[1])
return redis.call('EXISTS', KEYS[1])`,
};
