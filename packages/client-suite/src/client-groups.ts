import type { Groups } from "@coffer/plugin-kit/suite";
import type { ClientContext } from "./client-context.js";
import { addAndHas } from "./groups/add-and-has.js";
import { clear } from "./groups/clear.js";
import { connection } from "./groups/connection.js";
import { counters } from "./groups/counters.js";
import { deadLoads } from "./groups/dead-loads.js";
import { encoding } from "./groups/encoding.js";
import { exactCounters } from "./groups/exact-counters.js";
import { expiry } from "./groups/expiry.js";
import { getOrSet } from "./groups/get-or-set.js";
import { hashes } from "./groups/hashes.js";
import { keyFunctions } from "./groups/key-functions.js";
import { keys } from "./groups/keys.js";
import { load } from "./groups/load.js";
import { lockExtending } from "./groups/lock-extending.js";
import { lockUsing } from "./groups/lock-using.js";
import { lockWaiting } from "./groups/lock-waiting.js";
import { locks } from "./groups/locks.js";
import { many } from "./groups/many.js";
import { mistakes } from "./groups/mistakes.js";
import { neighbours } from "./groups/neighbours.js";
import { order } from "./groups/order.js";
import { outages } from "./groups/outages.js";
import { patterns } from "./groups/patterns.js";
import { prefixes } from "./groups/prefixes.js";
import { scan } from "./groups/scan.js";
import { set } from "./groups/set.js";
import { setAlgebra } from "./groups/set-algebra.js";
import { setScan } from "./groups/set-scan.js";
import { sets } from "./groups/sets.js";
import { sortedSetRanges } from "./groups/sorted-set-ranges.js";
import { sortedSets } from "./groups/sorted-sets.js";
import { timeouts } from "./groups/timeouts.js";
import { touch } from "./groups/touch.js";
import { values } from "./groups/values.js";
import { versions } from "./groups/versions.js";
import { zadd } from "./groups/zadd.js";

/** What a cache has to do, by topic. */
export const clientGroups: Groups<ClientContext> = {
  keys,
  prefixes,
  "key functions": keyFunctions,
  values,
  encoding,
  set,
  timeouts,
  "add and has": addAndHas,
  "many keys": many,
  getOrSet,
  "getOrSet and writes": deadLoads,
  deletePattern: patterns,
  clear,
  "incr and decr": counters,
  "exact counting": exactCounters,
  expiry,
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
  "waiting for locks": lockWaiting,
  "extending locks": lockExtending,
  "work under a lock": lockUsing,
  "wrong arguments": mistakes,
  order,
  load,
  neighbours,
  outages,
  connection,
};
