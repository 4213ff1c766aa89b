import type { Command, Key, Timeout, VersionOption } from "@coffer/cache-core";
import { show, toMilliseconds } from "@coffer/cache-core";
import { checkInteger, checkOptions, VERSION } from "./arguments.js";
import { LoadingCommands } from "./loading.js";
import { toBoolean, toNumber } from "./replies.js";

const MISSING = -2;
const NEVER = -1;

/** How long keys live. */
export abstract class ExpiryCommands extends LoadingCommands {
  ttl(key: Key, options?: VersionOption): Promise<number | null> {
    // A live key never reads 0, not even in its last millisecond.
    return this.#left(key, options, (left) => Math.max(1, Math.ceil(left / 1000)));
  }

  pttl(key: Key, options?: VersionOption): Promise<number | null> {
    return this.#left(key, options, (left) => left);
  }

  #left(
    key: Key,
    options: VersionOption | undefined,
    use: (milliseconds: number) => number,
  ): Promise<number | null> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.read("PTTL", redisKey, [], (reply) => {
      const left = toNumber(reply);
      if (left === MISSING) return 0;
      return left === NEVER ? null : use(left);
    });
  }

  expire(key: Key, timeout?: Timeout, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.#setLeft(redisKey, timeout === undefined ? this.context.timeout : toMilliseconds(timeout));
  }

  pexpire(key: Key, milliseconds?: number | null, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    if (milliseconds === null) return this.#setLeft(redisKey, null);
    const left =
      milliseconds === undefined ? this.context.timeout : checkInteger(milliseconds, "milliseconds");
    return this.#setLeft(redisKey, left);
  }

  touch(key: Key, timeout?: Timeout, options?: VersionOption): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.retime(redisKey, timeout === undefined ? this.context.timeout : toMilliseconds(timeout));
  }

  /** @param left in milliseconds, `null` for never. */
  protected retime(redisKey: string, left: number | null): Promise<boolean> {
    return this.#setLeft(redisKey, left);
  }

  #setLeft(redisKey: string, left: number | null): Promise<boolean> {
    if (left !== null) return this.write("PEXPIRE", redisKey, [Math.max(left, 0)], toBoolean);
    // PERSIST says no as well for a key that had no expiry.
    const both: Command[] = [
      ["PERSIST", [redisKey]],
      ["EXISTS", [redisKey]],
    ];
    return this.writing(redisKey, (lane) => lane.sendMany(both, [redisKey])).then(([persisted, exists]) => {
      if (persisted instanceof Error) throw persisted;
      if (exists instanceof Error) throw exists;
      return toBoolean(exists as number);
    });
  }

  expireAt(key: Key, when: Date | number, options?: VersionOption): Promise<boolean> {
    return this.#setMoment(key, moment(when, 1000), options);
  }

  pexpireAt(key: Key, when: Date | number, options?: VersionOption): Promise<boolean> {
    return this.#setMoment(key, moment(when, 1), options);
  }

  #setMoment(key: Key, milliseconds: number, options: VersionOption | undefined): Promise<boolean> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    return this.write("PEXPIREAT", redisKey, [milliseconds], toBoolean);
  }

  persist(key: Key, options?: VersionOption): Promise<boolean> {
    return this.write("PERSIST", this.keyspace.make(key, checkOptions(options, VERSION)), [], toBoolean);
  }
}

/** Milliseconds since 1970. */
function moment(when: Date | number, unit: number): number {
  const milliseconds =
    when instanceof Date ? when.getTime() : typeof when === "number" ? when * unit : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new TypeError(`when must be a valid Date or a number, got ${show(when)}`);
  if (Math.abs(milliseconds) > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`when is beyond what Redis can hold: ${show(when)}`);
  }
  return Math.max(0, Math.trunc(milliseconds));
}
