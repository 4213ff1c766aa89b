import type { HashCommands, Key, Reply, VersionOption } from "@coffer/cache-core";
import { checkIterable, checkOptions, checkText, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { toBoolean, toNumber, toText } from "../lane/replies.js";
import { decodeAll, decodeOne } from "./decode.js";

/** Hashes of values. */
export const hashes: HashCommands & ThisType<Entries> = {
  hset(key: Key, field: string, value: unknown, options?: VersionOption): Promise<number> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write(
      "HSET",
      redisKey,
      [checkText(field, "field"), this.codec.encode(value, redisKey, field)],
      toNumber,
    );
  },

  hget<T = unknown>(key: Key, field: string, options?: VersionOption): Promise<T | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("HGET", redisKey, [checkText(field, "field")], (reply) =>
      decodeOne<T>(this, redisKey, reply, field),
    );
  },

  async hmget<T = unknown>(
    key: Key,
    fields: Iterable<string>,
    options?: VersionOption,
  ): Promise<Map<string, T>> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    const asked = [...checkIterable(fields, "fields", "strings")].map((field) => checkText(field, "fields"));
    if (asked.length === 0) return new Map();
    return this.read("HMGET", redisKey, asked, (reply) =>
      toMap<T>(this, "hmget", redisKey, asked, reply as Reply[]),
    );
  },

  hgetall<T = unknown>(key: Key, options?: VersionOption): Promise<Map<string, T>> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("HGETALL", redisKey, [], (reply) => {
      const flat = reply as Reply[];
      const fields = flat.filter((_, index) => index % 2 === 0).map(toText);
      return toMap<T>(
        this,
        "hgetall",
        redisKey,
        fields,
        flat.filter((_, index) => index % 2 === 1),
      );
    });
  },

  hdel(key: Key, field: string, options?: VersionOption): Promise<number> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write("HDEL", redisKey, [checkText(field, "field")], toNumber);
  },

  hlen(key: Key, options?: VersionOption): Promise<number> {
    return this.read("HLEN", this.keyspace.make(key, checkOptions(options, VERSION)), [], toNumber);
  },

  hkeys(key: Key, options?: VersionOption): Promise<string[]> {
    return this.read("HKEYS", this.keyspace.make(key, checkOptions(options, VERSION)), [], (reply) =>
      (reply as Reply[]).map(toText),
    );
  },

  hexists(key: Key, field: string, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("HEXISTS", redisKey, [checkText(field, "field")], toBoolean);
  },
};

async function toMap<T>(
  client: Entries,
  operation: string,
  redisKey: string,
  fields: readonly string[],
  replies: readonly Reply[],
): Promise<Map<string, T>> {
  const values = await decodeAll<T>(client, operation, redisKey, replies, fields);
  const found = new Map<string, T>();
  for (const [index, field] of fields.entries()) {
    const value = values[index];
    if (value !== undefined) found.set(field, value);
  }
  return found;
}
