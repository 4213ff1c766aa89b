import type { Script } from "@coffer/cache-core";
import { isInteger } from "@coffer/client-default";
import { HEADER_LENGTH, MARKER } from "./envelope.js";

// ARGV[1] is now, in milliseconds since 1970. Sets when = the logical expiry in the envelope at KEYS[1], nil without one.
const WHEN = `
local head = redis.pcall('GETRANGE', KEYS[1], 0, ${HEADER_LENGTH - 1})
local when = nil
if type(head) == 'string' and string.sub(head, 1, ${MARKER.length}) == '\\1herd:' then
  when = tonumber(string.sub(head, ${MARKER.length + 1}, ${HEADER_LENGTH - 1}))
end`;

/** Stores ARGV[2] for ARGV[3] ms ("": for ever) where the key is missing, or its value logically expired; else answers 0. */
export const ADD: Script = {
  name: "cofferHerdAdd",
  fits: isInteger,
  source: `${WHEN}
local alive = when == nil or when >= tonumber(ARGV[1])
if alive and redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
if ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`,
};

/**
 * Gives a key a new time: ARGV[2] is the logical expiry and ARGV[3] the ms of an envelope, ARGV[4] the ms of anything else ("": for ever).
 * Answers 0 where it is missing or logically expired.
 */
export const TOUCH: Script = {
  name: "cofferHerdTouch",
  fits: isInteger,
  source: `${WHEN}
local left = ARGV[4]
if when ~= nil then
  if when < tonumber(ARGV[1]) then return 0 end
  redis.call('SETRANGE', KEYS[1], ${MARKER.length}, ARGV[2])
  left = ARGV[3]
end
if left ~= '' then return redis.call('PEXPIRE', KEYS[1], left) end
redis.call('PERSIST', KEYS[1])
return redis.call('EXISTS', KEYS[1])`,
};
