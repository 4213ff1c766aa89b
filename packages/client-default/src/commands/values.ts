import type {
  CacheKey,
  Commands,
  DeleteOptions,
  Key,
  MakeKeyOptions,
  SetOptions,
  Timeout,
  TimeoutOptions,
  VersionOption,
} from "@coffer/cache-core";
import {
  checkOptions,
  MAKE_KEY,
  milliseconds,
  SET,
  TIMEOUT,
  timeoutOptions,
  VERSION,
} from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { remove } from "../client/remove.js";
import { toBoolean } from "../lane/replies.js";
import type { Condition } from "../lane/set-command.js";

type ValueCommands = Pick<Commands, "makeKey" | "get" | "set" | "add" | "has" | "delete">;

/** One value, by its key. */
export const values: ValueCommands & ThisType<Entries> = {
  makeKey(key: Key, options?: MakeKeyOptions): CacheKey {
    return this.context.keys.makeKey(key, checkOptions(options, MAKE_KEY));
  },

  get<T = unknown>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    const value = this.readValue(redisKey, "get") as Promise<T | undefined>;
    return fallback === undefined ? value : value.then((found) => (found === undefined ? fallback : found));
  },

  set(key: Key, value: unknown, options?: Timeout | SetOptions): Promise<boolean> {
    const given = timeoutOptions(options, SET);
    if (given?.nx && given.xx) throw new TypeError("nx and xx exclude each other: give one of them");
    return store(this, key, value, given, given?.nx ? "NX" : given?.xx ? "XX" : undefined);
  },

  add(key: Key, value: unknown, options?: Timeout | TimeoutOptions): Promise<boolean> {
    return store(this, key, value, timeoutOptions(options, TIMEOUT), "NX");
  },

  has(key: Key, options?: VersionOption): Promise<boolean> {
    return this.read("EXISTS", this.keyspace.make(key, checkOptions(options, VERSION)), [], toBoolean);
  },

  delete(key: Key, options?: DeleteOptions): Promise<boolean> {
    return remove(this, this.keyspace.make(key, checkOptions(options, MAKE_KEY)));
  },
};

function store(
  client: Entries,
  key: Key,
  value: unknown,
  options: TimeoutOptions | undefined,
  when: Condition,
): Promise<boolean> {
  const timeout = milliseconds(options?.timeout, client.context.timeout);
  const redisKey = client.keyspace.make(key, options);
  return client.writeEntry(redisKey, client.codec.encode(value, redisKey), timeout, when, "caller");
}
