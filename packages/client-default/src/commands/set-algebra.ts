import { isCacheKey } from "@coffer/backend-kit";
import type { Key, KeysThen, Reply, SetCommands, StoreOptions, VersionOption } from "@coffer/cache-core";
import { checkOptions, checkSome, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { toNumber } from "../lane/replies.js";
import { byGroup } from "../topology/by-lane.js";
import { type Combination, combined } from "./combined.js";
import { toSet } from "./decode.js";
import { REPLACE_SET } from "./scripts.js";

const STORE: ReadonlySet<string> = new Set(["version", "versionDest", "versionKeys"]);

type SeveralSets = "sdiff" | "sinter" | "sunion" | "sdiffstore" | "sinterstore" | "sunionstore";

/** Combines several sets. */
export const setAlgebra: Pick<SetCommands, SeveralSets> & ThisType<Entries> = {
  sdiff<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>> {
    return combine(this, "SDIFF", keys);
  },

  sinter<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>> {
    return combine(this, "SINTER", keys);
  },

  sunion<T = unknown>(...keys: KeysThen<VersionOption>): Promise<Set<T>> {
    return combine(this, "SUNION", keys);
  },

  sdiffstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number> {
    return store(this, "SDIFF", destination, keys);
  },

  sinterstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number> {
    return store(this, "SINTER", destination, keys);
  },

  sunionstore(destination: Key, ...keys: KeysThen<StoreOptions>): Promise<number> {
    return store(this, "SUNION", destination, keys);
  },
};

function combine<T>(client: Entries, command: Combination, args: KeysThen<VersionOption>): Promise<Set<T>> {
  const { keys, options } = splitOptions(args, VERSION);
  const redisKeys = keys.map((key) => client.keyspace.make(key, options));
  // For messages: which of the keys has the member is not known.
  const use = (reply: Reply) => toSet<T>(client, command.toLowerCase(), redisKeys.join(", "), reply);
  if (!client.shareGroup(redisKeys)) return combineGroups(client, command, redisKeys, false).then(use);
  return client.read(command, redisKeys, [], use);
}

function store(
  client: Entries,
  command: Combination,
  destination: Key,
  args: KeysThen<StoreOptions>,
): Promise<number> {
  const { keys, options = {} } = splitOptions(args, STORE);
  const { version, versionDest = version, versionKeys = version } = options;
  const target = client.keyspace.make(destination, { version: versionDest });
  const sources = keys.map((key) => client.keyspace.make(key, { version: versionKeys }));
  if (client.shareGroup([target, ...sources])) {
    return client.write(`${command}STORE`, [target, ...sources], [], toNumber);
  }
  // The sources are read one after the other; the destination is replaced atomically, and stays unchanged if one of
  // them fails.
  const members = combineGroups(client, command, sources, true);
  return client
    .writing(target, (lane, group) =>
      lane.hold([target], members, (all) => lane.run(REPLACE_SET, [target], all, undefined, group)),
    )
    .then(toNumber);
}

/** For sets that one command cannot name: one command per group, combined here. */
function combineGroups(
  { topology }: Entries,
  command: Combination,
  redisKeys: readonly string[],
  write: boolean,
): Promise<Buffer[]> {
  const replies = [...byGroup(topology, redisKeys)].map(([group, keys], index) => {
    // SDIFF subtracts the union of the sets after the first.
    const name = command === "SDIFF" && index > 0 ? "SUNION" : command;
    return topology.laneFor(group, write).send(name, keys, keys, group) as Promise<Buffer[]>;
  });
  return Promise.all(replies).then((groups) => combined(command, groups));
}

/** Separates keys from the options after them. */
function splitOptions<Options extends object>(
  args: KeysThen<Options>,
  known: ReadonlySet<string>,
): { keys: Key[]; options: Options | undefined } {
  const last = args.at(-1);
  const hasOptions = typeof last === "object" && last !== null && !isCacheKey(last);
  const keys = (hasOptions ? args.slice(0, -1) : args) as Key[];
  checkSome(keys, "keys");
  return { keys, options: hasOptions ? checkOptions(last as Options, known) : undefined };
}
