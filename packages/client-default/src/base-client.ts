import type {
  Client,
  CloseOptions,
  CommandArgument,
  Commands,
  EntryDescription,
  Key,
  RawConnectionOptions,
  Reply,
  Script,
  ServerInfo,
  VersionOption,
} from "@coffer/cache-core";
import { checkIterable, checkOptions, checkSome, milliseconds, VERSION } from "./calls/arguments.js";
import { checkArguments, checkScript, notTogether } from "./calls/check-script.js";
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

const RAW_OPTIONS: ReadonlySet<string> = new Set(["write", "key"]);
const CLOSE_OPTIONS: ReadonlySet<string> = new Set(["final", "timeout"]);

/** Seconds; the default of the connections. */
const DEFAULT_SOCKET_TIMEOUT = 2;

/** Milliseconds that `close` waits for running calls by default. */
const CLOSE_TIMEOUT = 10_000;

export interface BaseClient extends Commands {}

/** A client with all commands, for any topology: `new BaseClient(context, topology)`. Layers override its methods in `Seams`. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the commands are put on the prototype below, all of them.
export class BaseClient extends Entries implements Client {
  async run(
    script: Script,
    keys: Iterable<Key>,
    args: readonly CommandArgument[] = [],
    options?: VersionOption,
  ): Promise<Reply> {
    const given = checkOptions(options, VERSION);
    checkScript(script);
    const redisKeys = Array.from(checkIterable(keys, "keys", "keys"), (key) =>
      this.keyspace.make(key, given),
    );
    checkSome(redisKeys, "keys");
    const stranger = redisKeys.find((redisKey) => !this.shareGroup([redisKeys[0] as string, redisKey]));
    if (stranger !== undefined) throw new TypeError(notTogether(redisKeys[0] as string, stranger));
    return this.runScript(script, redisKeys, checkArguments(args));
  }

  async servers(): Promise<readonly ServerInfo[]> {
    this.gate.check();
    return this.topology.servers();
  }

  async ready(): Promise<void> {
    this.gate.check();
    await this.topology.ready();
  }

  async getRedisConnection(options?: RawConnectionOptions): Promise<unknown> {
    const { write = true, key } = checkOptions(options, RAW_OPTIONS) ?? {};
    this.gate.check();
    const group = key === undefined ? undefined : this.topology.groupOf(this.keyspace.make(key));
    return this.topology.native({ write }, group);
  }

  async close(options?: CloseOptions): Promise<void> {
    const { final = false, timeout } = checkOptions(options, CLOSE_OPTIONS) ?? {};
    const patience = milliseconds(timeout, CLOSE_TIMEOUT);
    if (final) {
      const { SOCKET_TIMEOUT } = this.context.options as { readonly SOCKET_TIMEOUT?: number };
      await Promise.all([
        this.gate.close(patience),
        this.background.close((SOCKET_TIMEOUT ?? DEFAULT_SOCKET_TIMEOUT) * 1000),
      ]);
    }
    await this.topology.close(final);
  }

  async describe(key: Key, options?: VersionOption): Promise<EntryDescription | undefined> {
    return describe(this, this.keyspace.make(key, checkOptions(options, VERSION)), options);
  }
}

for (const [name, value] of Object.entries(COMMANDS)) {
  // Defined like the methods of a class: a layer's `super.get` finds them, and they are not enumerable.
  Object.defineProperty(BaseClient.prototype, name, { value, writable: true, configurable: true });
}
