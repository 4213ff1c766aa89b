import type { ExpiryCommands, Key, Timeout, VersionOption } from "@coffer/cache-core";
import { show } from "@coffer/cache-core";
import { checkInteger, checkOptions, milliseconds, VERSION } from "../calls/arguments.js";
import type { Entries } from "../client/entries.js";
import { setLifetime } from "../client/set-lifetime.js";
import { toBoolean, toNumber } from "../lane/replies.js";

const MISSING = -2;
const NEVER = -1;

/** How long keys live. */
export const expiry: Omit<ExpiryCommands, "getWithTtl"> & ThisType<Entries> = {
  ttl(key: Key, options?: VersionOption): Promise<number | null> {
    // A live key never reads 0, even in its last millisecond.
    return timeLeft(this, key, options, (left) => Math.max(1, Math.ceil(left / 1000)));
  },

  pttl(key: Key, options?: VersionOption): Promise<number | null> {
    return timeLeft(this, key, options, (left) => left);
  },

  expire(key: Key, timeout?: Timeout, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return setLifetime(this, redisKey, milliseconds(timeout, this.context.timeout));
  },

  pexpire(key: Key, left?: number | null, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    if (left === null) return setLifetime(this, redisKey, null);
    return setLifetime(
      this,
      redisKey,
      left === undefined ? this.context.timeout : checkInteger(left, "milliseconds"),
    );
  },

  touch(key: Key, timeout?: Timeout, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.touchEntry(redisKey, milliseconds(timeout, this.context.timeout));
  },

  expireAt(key: Key, when: Date | number, options?: VersionOption): Promise<boolean> {
    return setMoment(this, key, moment(when, 1000), options);
  },

  pexpireAt(key: Key, when: Date | number, options?: VersionOption): Promise<boolean> {
    return setMoment(this, key, moment(when, 1), options);
  },

  persist(key: Key, options?: VersionOption): Promise<boolean> {
    return this.write("PERSIST", this.keyspace.make(key, checkOptions(options, VERSION)), [], toBoolean);
  },
};

function timeLeft(
  client: Entries,
  key: Key,
  options: VersionOption | undefined,
  use: (milliseconds: number) => number,
): Promise<number | null> {
  const redisKey = client.keyspace.make(key, checkOptions(options, VERSION));
  return client.read("PTTL", redisKey, [], (reply) => {
    const left = toNumber(reply);
    if (left === MISSING) return 0;
    return left === NEVER ? null : use(left);
  });
}

function setMoment(
  client: Entries,
  key: Key,
  when: number,
  options: VersionOption | undefined,
): Promise<boolean> {
  const redisKey = client.keyspace.make(key, checkOptions(options, VERSION));
  return client.write("PEXPIREAT", redisKey, [when], toBoolean);
}

/** Milliseconds since 1970. */
function moment(when: Date | number, unit: number): number {
  const since = when instanceof Date ? when.getTime() : typeof when === "number" ? when * unit : Number.NaN;
  if (Number.isNaN(since)) throw new TypeError(`when must be a valid Date or a number, got ${show(when)}`);
  if (Math.abs(since) > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`when is outside of the range that Redis can store: ${show(when)}`);
  }
  return Math.max(0, Math.trunc(since));
}
