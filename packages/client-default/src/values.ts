import type {
  CacheKey,
  DecodedText,
  DeleteOptions,
  Key,
  MakeKeyOptions,
  Reply,
  SetOptions,
  Timeout,
  TimeoutOptions,
  VersionOption,
} from "@coffer/cache-core";
import {
  checkIterable,
  checkOptions,
  checkPairs,
  MAKE_KEY,
  milliseconds,
  SET,
  TIMEOUT,
  timeoutOptions,
  VERSION,
} from "./arguments.js";
import { ClientBase } from "./client-base.js";
import { allOrSync, toBoolean } from "./replies.js";
import { reportFailures } from "./report-failures.js";
import { type Condition, setCommand } from "./set-command.js";
import { unlink } from "./unlink.js";

/** The part of a delete that Redis does in one go, blocking others. */
const DELETE_AT_ONCE = 1000;

/** Values by key. */
export abstract class ValueCommands extends ClientBase {
  makeKey(key: Key, options?: MakeKeyOptions): CacheKey {
    return this.context.keys.makeKey(key, checkOptions(options, MAKE_KEY));
  }

  get<T = unknown>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined> {
    const redisKey = this.keyspace.make(key, checkOptions(options, VERSION));
    const value = this.find(redisKey) as Promise<T | undefined>;
    return fallback === undefined ? value : value.then((found) => (found === undefined ? fallback : found));
  }

  /** The value under a made key. */
  protected find(redisKey: string): Promise<unknown> {
    return this.laneFor(redisKey, false).read(redisKey, this.#found);
  }

  /** One function for all calls, since one of its own for each `get` would be a fiftieth of it. */
  readonly #found = (data: Buffer | null, redisKey: string, texts: DecodedText | undefined): unknown =>
    this.context.statistics.countLookup(data === null ? undefined : this.view(data, redisKey, texts));

  /**
   * What a reader is given of the bytes at a key; `undefined`: the key counts as missing. This, `unpack` and `repack` are for clients
   * that store more than the encoded value.
   */
  protected view(data: Buffer, redisKey: string, texts?: DecodedText): unknown {
    return this.codec.decode(data, redisKey, texts);
  }

  /** The encoded value, of what is stored. */
  protected unpack(data: Buffer): Buffer {
    return data;
  }

  /** What to store so that only the value changes of what is there. */
  protected repack(encoded: string | Buffer, _there: Buffer): string | Buffer {
    return encoded;
  }

  set(key: Key, value: unknown, options?: Timeout | SetOptions): Promise<boolean> {
    const given = timeoutOptions(options, SET);
    if (given?.nx && given.xx) throw new TypeError("nx and xx exclude each other: give one of them");
    return this.store(key, value, given, given?.nx ? "NX" : given?.xx ? "XX" : undefined);
  }

  add(key: Key, value: unknown, options?: Timeout | TimeoutOptions): Promise<boolean> {
    return this.store(key, value, timeoutOptions(options, TIMEOUT), "NX");
  }

  protected store(
    key: Key,
    value: unknown,
    options: TimeoutOptions | undefined,
    condition: Condition,
  ): Promise<boolean> {
    const timeout = milliseconds(options?.timeout, this.context.timeout);
    const redisKey = this.keyspace.make(key, options);
    return this.storeEncoded(redisKey, this.codec.encode(value, redisKey), timeout, condition);
  }

  /** @param timeout in milliseconds, `null` for never. */
  protected storeEncoded(
    redisKey: string,
    encoded: string | Buffer | Promise<Buffer>,
    timeout: number | null,
    condition: Condition,
  ): Promise<boolean> {
    if (timeout !== null && timeout <= 0) return this.#goneAtOnce(redisKey, condition);
    return this.writing(redisKey, (lane) => {
      if (encoded instanceof Promise) {
        return lane.hold([redisKey], encoded, (data) =>
          lane.write(redisKey, setCommand(redisKey, data, timeout, condition), data.length, this.#isWritten),
        );
      }
      return lane.write(
        redisKey,
        setCommand(redisKey, encoded, timeout, condition),
        encoded.length,
        this.#isWritten,
      );
    });
  }

  /** Redis answers nil when NX or XX prevented the write. */
  readonly #isWritten = (reply: Reply): boolean => this.context.statistics.countWrite(reply !== null);

  /** A value that is gone at once is not stored; the answer is what one would see of it. */
  #goneAtOnce(redisKey: string, condition: Condition): Promise<boolean> {
    if (condition !== "NX") return this.#remove(redisKey);
    return this.writing(redisKey, (lane) => lane.send("EXISTS", [redisKey], [redisKey])).then(
      (reply) => !toBoolean(reply),
    );
  }

  async getMany<T = unknown, K extends Key = string>(
    keys: Iterable<K>,
    options?: VersionOption,
  ): Promise<Map<K, T>> {
    checkOptions(options, VERSION);
    const wanted: K[] = [];
    const redisKeys: string[] = [];
    for (const key of checkIterable(keys, "keys", "keys")) {
      redisKeys.push(this.keyspace.make(key, options));
      wanted.push(key);
    }
    const found: (T | undefined)[] = new Array(redisKeys.length);
    await this.parts(
      "getMany",
      [...this.byLane(redisKeys, false)].map(([lane, positions]) => {
        const some = positions.map((position) => redisKeys[position] as string);
        return lane.readMany(some, (data, texts) =>
          allOrSync(
            data.map((bytes, index) =>
              this.#decodeInto(found, positions[index] as number, some[index] as string, bytes, texts),
            ),
          ),
        );
      }),
    );
    const values = new Map<K, T>();
    for (const [position, value] of found.entries()) {
      if (value !== undefined) values.set(wanted[position] as K, value);
    }
    return values;
  }

  /** One value that cannot be read is a miss of its own where such errors are ignored. */
  #decodeInto<T>(
    found: (T | undefined)[],
    position: number,
    redisKey: string,
    bytes: Buffer | null,
    texts: DecodedText,
  ): undefined | Promise<undefined> {
    if (bytes === null) return this.context.statistics.countLookup(undefined);
    const ignoreOrThrow = (error: unknown) => this.context.ignoreOrThrow(error, "getMany") as undefined;
    const put = (value: T) => {
      found[position] = value;
      return undefined;
    };
    try {
      const value = this.context.statistics.countLookup(this.view(bytes, redisKey, texts)) as T | Promise<T>;
      return value instanceof Promise ? value.then(put, ignoreOrThrow) : put(value);
    } catch (error) {
      return ignoreOrThrow(error);
    }
  }

  async setMany<K extends Key = string>(
    entries: ReadonlyMap<K, unknown> | Iterable<readonly [K, unknown]> | Readonly<Record<string, unknown>>,
    options?: Timeout | TimeoutOptions,
  ): Promise<K[]> {
    const given = timeoutOptions(options, TIMEOUT);
    const timeout = milliseconds(given?.timeout, this.context.timeout);
    const encoded = checkPairs<K, unknown>(entries, "entries", "a Map, an object or pairs [key, value]").map(
      ([key, value]) => {
        const redisKey = this.keyspace.make(key, given);
        return { key, redisKey, data: this.codec.encode(value, redisKey) };
      },
    );
    const outcomes = await Promise.allSettled(
      encoded.map(({ redisKey, data }) => this.storeEncoded(redisKey, data, timeout, undefined)),
    );
    reportFailures(outcomes, this.context);
    return encoded.flatMap(({ key }, index) => (outcomes[index]?.status === "rejected" ? [key] : []));
  }

  has(key: Key, options?: VersionOption): Promise<boolean> {
    return this.read("EXISTS", this.keyspace.make(key, checkOptions(options, VERSION)), [], toBoolean);
  }

  delete(key: Key, options?: DeleteOptions): Promise<boolean> {
    return this.#remove(this.keyspace.make(key, checkOptions(options, MAKE_KEY)));
  }

  #remove(redisKey: string): Promise<boolean> {
    return this.writing(redisKey, (lane) =>
      lane.write(redisKey, ["UNLINK", [redisKey]], redisKey.length, toBoolean),
    );
  }

  async deleteMany(keys: Iterable<Key>, options?: VersionOption): Promise<number> {
    checkOptions(options, VERSION);
    // Each once: a key that is named twice counts once, as it does within one command.
    const redisKeys = new Set<string>();
    for (const key of checkIterable(keys, "keys", "keys")) redisKeys.add(this.keyspace.make(key, options));
    const all = [...redisKeys];
    const counts = await this.parts(
      "deleteMany",
      [...this.byLane(all, true).values()].flatMap((positions) =>
        pagesOf(positions).map((page) => this.#unlinkMany(page.map((position) => all[position] as string))),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** All pages leave in this turn of the event loop, ahead of what is asked of their keys later. */
  #unlinkMany(redisKeys: readonly string[]): Promise<number> {
    return this.writing(redisKeys, (lane) => unlink(lane, this.inGroups(redisKeys), redisKeys));
  }
}

function pagesOf<T>(items: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let start = 0; start < items.length; start += DELETE_AT_ONCE) {
    pages.push(items.slice(start, start + DELETE_AT_ONCE));
  }
  return pages;
}
