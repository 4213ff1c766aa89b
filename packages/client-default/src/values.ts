import type {
  CacheKey,
  DeleteOptions,
  Key,
  MakeKeyOptions,
  Reply,
  SetOptions,
  Texts,
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
import { toBoolean, together } from "./replies.js";
import { type Condition, setCommand } from "./set-command.js";
import { tolerateFailures } from "./tolerate-failures.js";
import { unlink } from "./unlink.js";

/** The part of a delete that Redis does in one go, blocking others. */
const DELETE_AT_ONCE = 1000;

/** Values by key. */
export abstract class ValueCommands extends ClientBase {
  makeKey(key: Key, options?: MakeKeyOptions): CacheKey {
    return this.context.keys.makeKey(key, checkOptions(options, MAKE_KEY));
  }

  get<T = unknown>(key: Key, fallback?: T, options?: VersionOption): Promise<T | undefined> {
    const made = this.keyspace.make(key, checkOptions(options, VERSION));
    const value = this.find(made) as Promise<T | undefined>;
    return fallback === undefined ? value : value.then((found) => (found === undefined ? fallback : found));
  }

  /** The value under a made key. */
  protected find(made: string): Promise<unknown> {
    return this.laneFor(made, false).read(made, this.#found);
  }

  /** One function for all calls, since one of its own for each `get` would be a fiftieth of it. */
  readonly #found = (data: Buffer | null, made: string, texts: Texts | undefined): unknown =>
    this.context.statistics.found(data === null ? undefined : this.view(data, made, texts));

  /**
   * What a reader is given of the bytes at a key; `undefined`: the key counts as missing. This, `unpack` and `repack` are for clients
   * that store more than the encoded value.
   */
  protected view(data: Buffer, made: string, texts?: Texts): unknown {
    return this.codec.decode(data, made, texts);
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
    const made = this.keyspace.make(key, options);
    return this.storeEncoded(made, this.codec.encode(value, made), timeout, condition);
  }

  /** @param timeout in milliseconds, `null` for never. */
  protected storeEncoded(
    made: string,
    encoded: string | Buffer | Promise<Buffer>,
    timeout: number | null,
    condition: Condition,
  ): Promise<boolean> {
    if (timeout !== null && timeout <= 0) return this.#goneAtOnce(made, condition);
    return this.writing(made, (lane) => {
      if (encoded instanceof Promise) {
        return lane.hold([made], encoded, (data) =>
          lane.write(made, setCommand(made, data, timeout, condition), data.length, this.#isWritten),
        );
      }
      return lane.write(made, setCommand(made, encoded, timeout, condition), encoded.length, this.#isWritten);
    });
  }

  /** Redis answers nil when NX or XX prevented the write. */
  readonly #isWritten = (reply: Reply): boolean => this.context.statistics.stored(reply !== null);

  /** A value that is gone at once is not stored; the answer is what one would see of it. */
  #goneAtOnce(made: string, condition: Condition): Promise<boolean> {
    if (condition !== "NX") return this.#remove(made);
    return this.writing(made, (lane) => lane.send("EXISTS", [made], [made])).then(
      (reply) => !toBoolean(reply),
    );
  }

  async getMany<T = unknown, K extends Key = string>(
    keys: Iterable<K>,
    options?: VersionOption,
  ): Promise<Map<K, T>> {
    checkOptions(options, VERSION);
    const wanted: K[] = [];
    const mades: string[] = [];
    for (const key of checkIterable(keys, "keys", "keys")) {
      mades.push(this.keyspace.make(key, options));
      wanted.push(key);
    }
    const found: (T | undefined)[] = new Array(mades.length);
    await this.parts(
      "getMany",
      [...this.byLane(mades, false)].map(([lane, positions]) => {
        const some = positions.map((position) => mades[position] as string);
        return lane.readMany(some, (data, texts) =>
          together(
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
    made: string,
    bytes: Buffer | null,
    texts: Texts,
  ): undefined | Promise<undefined> {
    if (bytes === null) return this.context.statistics.found(undefined);
    const tolerate = (error: unknown) => this.context.tolerate(error, "getMany") as undefined;
    const put = (value: T) => {
      found[position] = value;
      return undefined;
    };
    try {
      const value = this.context.statistics.found(this.view(bytes, made, texts)) as T | Promise<T>;
      return value instanceof Promise ? value.then(put, tolerate) : put(value);
    } catch (error) {
      return tolerate(error);
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
        const made = this.keyspace.make(key, given);
        return { key, made, data: this.codec.encode(value, made) };
      },
    );
    const outcomes = await Promise.allSettled(
      encoded.map(({ made, data }) => this.storeEncoded(made, data, timeout, undefined)),
    );
    tolerateFailures(outcomes, this.context);
    return encoded.flatMap(({ key }, index) => (outcomes[index]?.status === "rejected" ? [key] : []));
  }

  has(key: Key, options?: VersionOption): Promise<boolean> {
    return this.read("EXISTS", this.keyspace.make(key, checkOptions(options, VERSION)), [], toBoolean);
  }

  delete(key: Key, options?: DeleteOptions): Promise<boolean> {
    return this.#remove(this.keyspace.make(key, checkOptions(options, MAKE_KEY)));
  }

  #remove(made: string): Promise<boolean> {
    return this.writing(made, (lane) => lane.write(made, ["UNLINK", [made]], made.length, toBoolean));
  }

  async deleteMany(keys: Iterable<Key>, options?: VersionOption): Promise<number> {
    checkOptions(options, VERSION);
    // Each once: a key that is named twice counts once, as it does within one command.
    const mades = new Set<string>();
    for (const key of checkIterable(keys, "keys", "keys")) mades.add(this.keyspace.make(key, options));
    const all = [...mades];
    const counts = await this.parts(
      "deleteMany",
      [...this.byLane(all, true).values()].flatMap((positions) =>
        pagesOf(positions).map((page) => this.#unlinkMany(page.map((position) => all[position] as string))),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** All pages leave in this turn of the event loop, ahead of what is asked of their keys later. */
  #unlinkMany(mades: readonly string[]): Promise<number> {
    return this.writing(mades, (lane) => unlink(lane, this.inGroups(mades), mades));
  }
}

function pagesOf<T>(items: readonly T[]): T[][] {
  const pages: T[][] = [];
  for (let start = 0; start < items.length; start += DELETE_AT_ONCE) {
    pages.push(items.slice(start, start + DELETE_AT_ONCE));
  }
  return pages;
}
