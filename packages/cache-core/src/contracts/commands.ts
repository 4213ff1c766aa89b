import type { CounterCommands } from "./counters.js";
import type { ExpiryCommands } from "./expiry.js";
import type { HashCommands } from "./hashes.js";
import type { LoadCommands } from "./loading.js";
import type { LockCommands } from "./lock.js";
import type { ScanCommands } from "./scan.js";
import type { SetCommands } from "./sets.js";
import type { SortedSetCommands } from "./sorted-sets.js";
import type { UpdateCommands } from "./update.js";
import type { ValueCommands } from "./values.js";

/**
 * Every command of a cache. Wrong arguments are a `TypeError` or a `RangeError`, before anything is sent. If Redis fails, a command rejects with
 * `ConnectionInterrupted`; with `IGNORE_EXCEPTIONS` it returns its fallback answer: a miss, `false`, `0`, or an empty collection.
 */
export interface Commands
  extends ValueCommands,
    LoadCommands,
    CounterCommands,
    ExpiryCommands,
    ScanCommands,
    SetCommands,
    HashCommands,
    SortedSetCommands,
    LockCommands,
    UpdateCommands {}
