import type { Script } from "@coffer/cache-core";
import { isInteger, SEEN } from "@coffer/client-default";

/** Instead of a token: a load has failed while an old value was the answer, and is not tried again for a while. */
const COOLING = "!";
/** Instead of what was seen: whatever is there. */
export const ANY = "*";

/**
 * Takes the lease KEYS[2] of the key KEYS[1] for the token ARGV[1] and ARGV[2] ms, where the key still holds what was seen, ARGV[3]. Answers with a
 * state, and what goes with it: `changed` and what the key holds (nil: nothing); else what is seen there, the note of the last failure
 * in KEYS[3], and `got`; `held`, where another loads; `cool`, where there is an old value (ARGV[4] is "1") and its load has failed lately.
 */
export const LEASE: Script = {
  name: "cofferLease",
  fits: (reply) => Array.isArray(reply),
  source: `${SEEN}
local now = seen(KEYS[1])
if ARGV[3] ~= '${ANY}' and now ~= ARGV[3] then
  if now == '?' then return {'changed', false} end
  return {'changed', redis.call('GET', KEYS[1])}
end
local note = redis.call('GET', KEYS[3])
local lease = redis.call('GET', KEYS[2])
if lease == '${COOLING}' and ARGV[4] == '1' then return {'cool', now, note} end
if lease and lease ~= '${COOLING}' then return {'held', now, note} end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return {'got', now, note}`,
};

/** Keeps the lease KEYS[1] of the token ARGV[1] for ARGV[2] ms from now. */
export const KEEP: Script = {
  name: "cofferKeepLease",
  fits: isInteger,
  source: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`,
};

/**
 * Gives back the lease KEYS[1] of the token ARGV[1]. After a failure ARGV[2] is a note for those who wait, left in KEYS[2] for ARGV[3] ms; where
 * ARGV[4] is not 0, callers with an old value must not load for that many ms.
 */
export const GIVE: Script = {
  name: "cofferGiveLease",
  fits: isInteger,
  source: `
if ARGV[2] ~= '' then redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3]) end
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[4] ~= '0' then redis.call('SET', KEYS[1], '${COOLING}', 'PX', ARGV[4])
else redis.call('UNLINK', KEYS[1]) end
return 1`,
};
