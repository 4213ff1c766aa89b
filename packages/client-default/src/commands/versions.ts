import { isCacheKey } from "@coffer/backend-kit";
import type { Commands, Connection, Key, VersionOption } from "@coffer/cache-core";
import { KeyNotFound, show } from "@coffer/cache-core";
import { checkInteger, checkOptions, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { toBoolean } from "../lane/replies.js";
import { MOVE } from "./scripts.js";
import { transfer } from "./transfer.js";

/** Moves keys from version to version. */
export const versions: Pick<Commands, "incrVersion" | "decrVersion"> & ThisType<Entries> = {
  async incrVersion(key: Key, delta = 1, options?: VersionOption): Promise<number> {
    return raise(this, key, checkInteger(delta, "delta"), options);
  },

  async decrVersion(key: Key, delta = 1, options?: VersionOption): Promise<number> {
    return raise(this, key, -checkInteger(delta, "delta"), options);
  },
};

async function raise(
  client: Entries,
  key: Key,
  delta: number,
  options: VersionOption | undefined,
): Promise<number> {
  checkOptions(options, VERSION);
  if (client.codec.encrypts) {
    throw new TypeError(
      "incrVersion and decrVersion do not work with a CIPHER, which binds a value to its key and version: read it and set it under the other version",
    );
  }
  const { redisKey, original, version, prefix } = client.keyspace.makeKey(key, options);
  if (typeof version !== "number") {
    throw new TypeError(
      `incrVersion needs a numeric version, and ${show(isCacheKey(key) ? redisKey : key)} has ${show(version)}`,
    );
  }
  const next = client.keyspace.make(original, { version: version + delta, prefix });
  if (!(await move(client, redisKey, next))) throw new KeyNotFound(redisKey);
  return version + delta;
}

/** Renames a key with its value and expiry; returns false if it is missing. */
function move(client: Entries, from: string, to: string): Promise<boolean> {
  if (client.shareGroup([from, to])) return client.runScript(MOVE, [from, to], []).then(toBoolean);
  return client.changing([from, to], () => moveFar(client, from, to));
}

/** For keys that one command cannot name together. */
function moveFar(client: Entries, from: string, to: string): Promise<boolean> {
  const source = client.writeLane(from);
  const target = client.writeLane(to);
  if (source === target) {
    return source.exclusively([from, to], (both) => transfer(both, from, both, to));
  }
  // Both keys are queued now, not one after the other: otherwise two moves that each have one key and wait for the
  // other's would deadlock.
  let arrived: (target: Connection) => void = () => {};
  const other = new Promise<Connection>((resolve) => {
    arrived = resolve;
  });
  const moved = source.exclusively([from], async (its) => transfer(its, from, await other, to));
  const held = target.exclusively([to], (its) => {
    arrived(its);
    return moved;
  });
  return Promise.all([moved, held]).then(([outcome]) => outcome);
}
