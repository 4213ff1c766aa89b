import type { Groups } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "./client-context.js";
import { addAndHas } from "./groups/add-and-has.js";
import { batch } from "./groups/batch.js";
import { clear } from "./groups/clear.js";
import { connection } from "./groups/connection.js";
import { counters } from "./groups/counters.js";
import { deadLoads } from "./groups/dead-loads.js";
import { encoding } from "./groups/encoding.js";
import { entryLife } from "./groups/entry-life.js";
import { exactCounters } from "./groups/exact-counters.js";
import { expiresAt } from "./groups/expires-at.js";
import { expiry } from "./groups/expiry.js";
import { getOrSet } from "./groups/get-or-set.js";
import { getOrSetMany } from "./groups/get-or-set-many.js";
import { hashes } from "./groups/hashes.js";
import { keyFunctions } from "./groups/key-functions.js";
import { keys } from "./groups/keys.js";
import { load } from "./groups/load.js";
import { loadOptions } from "./groups/load-options.js";
import { loadRaces } from "./groups/load-races.js";
import { lockExtending } from "./groups/lock-extending.js";
import { lockReleasing } from "./groups/lock-releasing.js";
import { lockRestoring } from "./groups/lock-restoring.js";
import { lockUsing } from "./groups/lock-using.js";
import { lockWaiting } from "./groups/lock-waiting.js";
import { locks } from "./groups/locks.js";
import { many } from "./groups/many.js";
import { neighbours } from "./groups/neighbours.js";
import { order } from "./groups/order.js";
import { orderOfCounting } from "./groups/order-of-counting.js";
import { orderOfDeletions } from "./groups/order-of-deletions.js";
import { outages } from "./groups/outages.js";
import { patterns } from "./groups/patterns.js";
import { prefixes } from "./groups/prefixes.js";
import { pull } from "./groups/pull.js";
import { scan } from "./groups/scan.js";
import { scripts } from "./groups/scripts.js";
import { set } from "./groups/set.js";
import { setAlgebra } from "./groups/set-algebra.js";
import { setScan } from "./groups/set-scan.js";
import { sets } from "./groups/sets.js";
import { sortedSetRanges } from "./groups/sorted-set-ranges.js";
import { sortedSets } from "./groups/sorted-sets.js";
import { tagLoads } from "./groups/tag-loads.js";
import { tags } from "./groups/tags.js";
import { timeouts } from "./groups/timeouts.js";
import { touch } from "./groups/touch.js";
import { update } from "./groups/update.js";
import { updateTimeouts } from "./groups/update-timeouts.js";
import { values } from "./groups/values.js";
import { versions } from "./groups/versions.js";
import { withTtl } from "./groups/with-ttl.js";
import { wrap } from "./groups/wrap.js";
import { wrongArguments } from "./groups/wrong-arguments.js";
import { zadd } from "./groups/zadd.js";

/** What every cache must do, by topic. */
export const clientGroups: Groups<ClientContext> = {
  keys,
  prefixes,
  "key functions": keyFunctions,
  values,
  encoding,
  set,
  timeouts,
  expiresAt,
  "add and has": addAndHas,
  "many keys": many,
  pull,
  update,
  "update and timeouts": updateTimeouts,
  getOrSet,
  "getOrSet and writes": deadLoads,
  getOrSetMany,
  "stale, grace and timeouts": loadOptions,
  "lifetime of loaded values": entryLife,
  "concurrent loads and writes": loadRaces,
  tags,
  "loads with tags": tagLoads,
  wrap,
  batch,
  deletePattern: patterns,
  clear,
  "incr and decr": counters,
  "exact counting": exactCounters,
  expiry,
  getWithTtl: withTtl,
  touch,
  versions,
  "keys and iterKeys": scan,
  sets,
  "set algebra": setAlgebra,
  "sscan and sscanIter": setScan,
  hashes,
  zadd,
  "sorted sets": sortedSets,
  "sorted set ranges": sortedSetRanges,
  locks,
  "releasing locks": lockReleasing,
  "waiting for locks": lockWaiting,
  "extending locks": lockExtending,
  "work under a lock": lockUsing,
  "restored locks": lockRestoring,
  scripts,
  "wrong arguments": wrongArguments,
  order,
  "order of counters": orderOfCounting,
  "order of deletions": orderOfDeletions,
  load,
  neighbours,
  outages,
  connection,
};
