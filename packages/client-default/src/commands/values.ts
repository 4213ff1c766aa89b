import type {
  AddOptions,
  CacheKey,
  Commands,
  DeleteOptions,
  Key,
  MakeKeyOptions,
  SetOptions,
  Timeout,
  VersionOption,
} from "@coffer/cache-core";
import {
  ADD,
  checkJitter,
  checkOptions,
  jittered,
  MAKE_KEY,
  milliseconds,
  SET,
  timeoutOptions,
  VERSION,
} from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { remove } from "../client/remove.js";
import { toBoolean } from "../lane/replies.js";
import type { Condition } from "../lane/set-command.js";
import { tagging } from "./tagged-life.js";

type ValueCommands = Pick<Commands, "makeKey" | "get" | "set" | "add" | "has" | "delete">;

/** Commands on one value. */
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

  add(key: Key, value: unknown, options?: Timeout | AddOptions): Promise<boolean> {
    return store(this, key, value, timeoutOptions(options, ADD), "NX");
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
  options: AddOptions | undefined,
  when: Condition,
): Promise<boolean> {
  const timeout = milliseconds(options?.timeout, client.context.timeout);
  const jitter = options?.jitter === undefined ? client.jitter : checkJitter(options.jitter);
  const life = client.lifeOf(jitter === 0 ? timeout : jittered(timeout, jitter));
  const redisKey = client.keyspace.make(key, options);
  const data = client.codec.encode(value, redisKey);
  const tagged = options?.tags === undefined ? life : tagging(client, options, timeout)(life);
  return client.writeEntry(redisKey, data, tagged, when, "caller");
}
