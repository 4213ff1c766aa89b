import type { Script } from "@coffer/cache-core";
import { isInteger, SEEN } from "@coffer/client-default";

/** Stored instead of a token: a load has failed while a stale value was returned, and is not retried for a while. */
const COOLING = "!";
/** Instead of a `seenOf`: any content. */
export const ANY = "*";

/**
 * Acquires the lease KEYS[2] of the key KEYS[1] for the token ARGV[1] and ARGV[2] ms, if the key still has the
 * `seenOf` ARGV[3]. Replies with a state and its data: `changed` and the content of the key (nil: nothing); else its
 * `seenOf`, the note of the last failure in KEYS[3], and `got`; `held`, if another caller loads; `cool`, if there is
 * a stale value (ARGV[4] is "1") and its load has failed recently.
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

/** Renews the lease KEYS[1] of the token ARGV[1] for ARGV[2] ms from now. */
export const KEEP: Script = {
  name: "cofferKeepLease",
  fits: isInteger,
  source: `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`,
};

/**
 * Releases the lease KEYS[1] of the token ARGV[1]. After a failure, ARGV[2] is a note for waiting callers, stored in
 * KEYS[2] for ARGV[3] ms; if ARGV[4] is not 0, callers with a stale value must not load for that many ms.
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
