import type { Client, Commands, EntryDescription, Key, VersionOption } from "@coffer/cache-core";
import { checkOptions, VERSION } from "./calls/arguments.js";
import { describe } from "./client/describe.js";
import { Entries } from "./client/entries.js";
import { counters } from "./commands/counters.js";
import { deletions } from "./commands/delete-pattern.js";
import { expiry } from "./commands/expiry.js";
import { hashes } from "./commands/hashes.js";
import { loading } from "./commands/loading.js";
import { loadingMany } from "./commands/loading-many.js";
import { locks } from "./commands/locks.js";
import { bulk } from "./commands/many.js";
import { pulling } from "./commands/pull.js";
import { scans } from "./commands/scan.js";
import { setAlgebra } from "./commands/set-algebra.js";
import { setScans } from "./commands/set-scan.js";
import { sets } from "./commands/sets.js";
import { sortedSetRanges } from "./commands/sorted-set-ranges.js";
import { sortedSets } from "./commands/sorted-sets.js";
import { tagging } from "./commands/tagging.js";
import { updates } from "./commands/update.js";
import { values } from "./commands/values.js";
import { versions } from "./commands/versions.js";
import { withTtl } from "./commands/with-ttl.js";

/** Lists each command once: the compiler finds a missing one. */
const COMMANDS: Commands = {
  ...values,
  ...bulk,
  ...pulling,
  ...updates,
  ...loading,
  ...loadingMany,
  ...tagging,
  ...counters,
  ...versions,
  ...expiry,
  ...withTtl,
  ...scans,
  ...deletions,
  ...sets,
  ...setAlgebra,
  ...setScans,
  ...hashes,
  ...sortedSets,
  ...sortedSetRanges,
  ...locks,
};

export interface BaseClient extends Commands {}

/** A client with all commands, for any topology: `new BaseClient(context, topology)`. Layers override its methods in `Seams`. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the commands are put on the prototype below, all of them.
export class BaseClient extends Entries implements Client {
  async describe(key: Key, options?: VersionOption): Promise<EntryDescription | undefined> {
    return describe(this, this.keyspace.make(key, checkOptions(options, VERSION)), options);
  }
}

for (const [name, value] of Object.entries(COMMANDS)) {
  // Defined like the methods of a class: a layer's `super.get` finds them, and they are not enumerable.
  Object.defineProperty(BaseClient.prototype, name, { value, writable: true, configurable: true });
}
