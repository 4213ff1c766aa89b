import type { Key, Reply, SetCommands, VersionOption } from "@coffer/cache-core";
import { show } from "@coffer/cache-core";
import { checkInteger, checkMembers, checkOptions, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { readable, toBoolean, toNumber, whenReady } from "../lane/replies.js";
import { decodeAll, decodeOne, encodeMembers, toSet } from "./decode.js";

type OneSet =
  | "sadd"
  | "srem"
  | "scard"
  | "smembers"
  | "sismember"
  | "smismember"
  | "smove"
  | "spop"
  | "srandmember";

/** Sets of values. */
export const sets: Pick<SetCommands, OneSet> & ThisType<Entries> = {
  sadd(key: Key, ...members: unknown[]): Promise<number> {
    checkMembers(members, "sadd");
    const redisKey = this.keyspace.make(key);
    return this.write("SADD", redisKey, encodeMembers(this, redisKey, members), toNumber);
  },

  srem(key: Key, ...members: unknown[]): Promise<number> {
    checkMembers(members, "srem");
    const redisKey = this.keyspace.make(key);
    return this.write("SREM", redisKey, encodeMembers(this, redisKey, members), toNumber);
  },

  scard(key: Key, options?: VersionOption): Promise<number> {
    return this.read("SCARD", this.keyspace.make(key, checkOptions(options, VERSION)), [], toNumber);
  },

  smembers<T = unknown>(key: Key, options?: VersionOption): Promise<Set<T>> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("SMEMBERS", redisKey, [], (reply) => toSet<T>(this, "smembers", redisKey, reply));
  },

  sismember(key: Key, member: unknown, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("SISMEMBER", redisKey, encodeMembers(this, redisKey, [member]), toBoolean);
  },

  smismember(key: Key, ...members: unknown[]): Promise<boolean[]> {
    checkMembers(members, "smismember");
    const redisKey = this.keyspace.make(key);
    return this.read("SMISMEMBER", redisKey, encodeMembers(this, redisKey, members), (reply) =>
      (reply as Reply[]).map(toBoolean),
    );
  },

  smove(source: Key, destination: Key, member: unknown, options?: VersionOption): Promise<boolean> {
    checkOptions(options, VERSION);
    const from = this.keyspace.make(source, options);
    const to = this.keyspace.make(destination, options);
    const members = encodeMembers(this, from, [member]);
    if (this.shareGroup([from, to])) return this.write("SMOVE", [from, to], members, toBoolean);
    // The member may still be compressed; its rejection is not needed.
    void Promise.allSettled(members);
    throw new TypeError(
      `smove is atomic, and no single command can name both ${show(from)} and ${show(to)}: ` +
        'give the two keys the same part in braces, as in "{tag}a" and "{tag}b"',
    );
  },

  spop: pop as SetCommands["spop"],
  srandmember: randomMember as SetCommands["srandmember"],
};

function pop<T>(
  this: Entries,
  key: Key,
  count?: number,
  options?: VersionOption,
): Promise<T | undefined | Set<T>> {
  const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
  if (count === undefined) {
    return this.write("SPOP", redisKey, [], (reply) => decodeOne<T>(this, redisKey, reply));
  }
  return this.write("SPOP", redisKey, [checkInteger(count, "count", 0)], (reply) =>
    toSet<T>(this, "spop", redisKey, reply),
  );
}

function randomMember<T>(
  this: Entries,
  key: Key,
  count?: number,
  options?: VersionOption,
): Promise<T | undefined | T[]> {
  const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
  if (count === undefined) {
    return this.read("SRANDMEMBER", redisKey, [], (reply) => decodeOne<T>(this, redisKey, reply));
  }
  return this.read("SRANDMEMBER", redisKey, [checkInteger(count, "count")], (reply) =>
    whenReady(decodeAll<T>(this, "srandmember", redisKey, reply as Reply[]), readable),
  );
}
