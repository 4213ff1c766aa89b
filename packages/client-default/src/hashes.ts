import type { Key, Reply, VersionOption } from "@coffer/cache-core";
import { checkIterable, checkOptions, checkText, VERSION } from "./arguments.js";
import { toBoolean, toNumber, toText } from "./replies.js";
import { SetCommands } from "./sets.js";

/** Hashes of values. */
export abstract class HashCommands extends SetCommands {
  hset(key: Key, field: string, value: unknown, options?: VersionOption): Promise<number> {
    const made = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write("HSET", made, [checkText(field, "field"), this.codec.encode(value, made)], toNumber);
  }

  hget<T = unknown>(key: Key, field: string, options?: VersionOption): Promise<T | undefined> {
    const made = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("HGET", made, [checkText(field, "field")], (reply) =>
      this.decodeOne<T>(made, reply, field),
    );
  }

  async hmget<T = unknown>(
    key: Key,
    fields: Iterable<string>,
    options?: VersionOption,
  ): Promise<Map<string, T>> {
    const made = this.keyspace.make(key, checkOptions(options, VERSION));
    const asked = [...checkIterable(fields, "fields", "strings")].map((field) => checkText(field, "fields"));
    if (asked.length === 0) return new Map();
    return this.read("HMGET", made, asked, (reply) => this.#toMap<T>("hmget", made, asked, reply as Reply[]));
  }

  hgetall<T = unknown>(key: Key, options?: VersionOption): Promise<Map<string, T>> {
    const made = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("HGETALL", made, [], (reply) => {
      const flat = reply as Reply[];
      const fields = flat.filter((_, index) => index % 2 === 0).map(toText);
      return this.#toMap<T>(
        "hgetall",
        made,
        fields,
        flat.filter((_, index) => index % 2 === 1),
      );
    });
  }

  async #toMap<T>(
    operation: string,
    made: string,
    fields: readonly string[],
    replies: readonly Reply[],
  ): Promise<Map<string, T>> {
    const values = await this.decodeAll<T>(operation, made, replies, fields);
    const found = new Map<string, T>();
    for (const [index, field] of fields.entries()) {
      const value = values[index];
      if (value !== undefined) found.set(field, value);
    }
    return found;
  }

  hdel(key: Key, field: string, options?: VersionOption): Promise<number> {
    const made = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write("HDEL", made, [checkText(field, "field")], toNumber);
  }

  hlen(key: Key, options?: VersionOption): Promise<number> {
    return this.read("HLEN", this.keyspace.make(key, checkOptions(options, VERSION)), [], toNumber);
  }

  hkeys(key: Key, options?: VersionOption): Promise<string[]> {
    return this.read("HKEYS", this.keyspace.make(key, checkOptions(options, VERSION)), [], (reply) =>
      (reply as Reply[]).map(toText),
    );
  }

  hexists(key: Key, field: string, options?: VersionOption): Promise<boolean> {
    const made = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("HEXISTS", made, [checkText(field, "field")], toBoolean);
  }
}
