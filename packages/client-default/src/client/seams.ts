import type { DecodedText } from "@coffer/cache-core";
import type { Encoded } from "../entry/encoded.js";
import type { Head } from "../entry/head.js";
import type { Life } from "../entry/life.js";
import type { Use } from "../lane/answer.js";
import type { Condition } from "../lane/set-command.js";
import type { Loaded, LoadTask } from "../loading/load-task.js";

/** The origin of a stored value: the caller, or a loader of `getOrSet`. */
export type Origin = "caller" | "loader";

/** The reader: `get` and `getMany`, or `getOrSet` before it loads. */
export type Purpose = "get" | "load";

/** The condition of a write: the key still holds what was read. */
export interface Unchanged {
  /** See `seenOf`. */
  readonly seen: string | Buffer;
  /** A further condition: another key, in the same slot, holds a token. It is deleted when the value is stored. */
  readonly permit?: {
    readonly key: string;
    readonly token: string;
    /** Called if it does not hold the token. */
    lost(): void;
  };
}

/**
 * The places where a layer changes what a client does. A layer overrides some of them and calls `super`; every client that extends
 * `BaseClient` has them, whatever its topology. Times are in milliseconds, `null` is never.
 */
export interface Seams {
  /**
   * Reads the value of a key; undefined: a miss. All reads of `get` and `getOrSet` come here.
   * @param use makes the answer from the bytes at the key; left out: `decodeEntry` does. Pass it on.
   */
  readValue(redisKey: string, purpose: Purpose, use?: Use<unknown>): Promise<unknown>;

  /**
   * Reads the values of keys, in their order, undefined for a miss. All reads of `getMany` come here.
   * @param use as in `readValue`, for each of them.
   */
  readValues(redisKeys: readonly string[], use?: Use<unknown>): Promise<unknown[]>;

  /**
   * Reads the version of a tag from the server that takes its writes; `use` gets its bytes, synchronously if they are in memory.
   * @param redisKey the Redis key of the version, not of the tag.
   */
  readVersion(redisKey: string, use: Use<void>): void | Promise<void>;

  /**
   * Decodes the bytes at a key for a reader; undefined: a miss.
   * @param stored all bytes: a layer finds its own header in `super.payloadOf(stored)`, and passes on `stored` as it is.
   * @param text strings for the codec.
   */
  decodeEntry(stored: Buffer, redisKey: string, purpose: Purpose, text?: DecodedText): unknown;

  /** Decodes the value in the bytes at a key, once the headers before it have been checked. Parameters as of `decodeEntry`. */
  decodePayload(stored: Buffer, redisKey: string, text?: DecodedText): unknown;

  /** Whether an entry with a head has expired for a reader, see `headOf`. */
  isExpired(head: Head, redisKey: string, purpose: Purpose): boolean;

  /**
   * Whether every reader takes the bytes at a key as current: nothing in them has expired, and their tags hold. A layer with
   * its own expiry checks that, then calls `super`.
   */
  isCurrent(stored: Buffer): boolean | Promise<boolean>;

  /** Returns the encoded value in the bytes at a key. A layer removes its own header from what `super.payloadOf(stored)` returns. */
  payloadOf(stored: Buffer): Buffer;

  /** Returns what to store if only the value changes. A layer puts its own header of `stored` before `encoded`, then calls `super`. */
  withPayload(encoded: Encoded, stored: Buffer): Encoded;

  /**
   * Stores an entry; false if `when` prevented it. All writes of `set`, `add`, `setMany` and `getOrSet` come here. It must send the write, or
   * hold the key in its lane, before it returns. A layer that changes the lifetime passes on `{ ...life, timeout }`.
   */
  writeEntry(
    redisKey: string,
    data: Encoded | Promise<Buffer>,
    life: Life,
    when: Condition | Unchanged,
    origin: Origin,
  ): Promise<boolean>;

  /** Runs a loader and stores its result. Called for one load at a time per key and process. */
  load(task: LoadTask): Promise<Loaded>;

  /** Returns a key that is deleted together with a key; undefined: there is none. */
  deletedWith(redisKey: string): string | undefined;

  /**
   * Returns how long the value in the bytes at a key is valid, for `getWithTtl`. A layer that keeps values longer in Redis overrides it.
   * @param left how long Redis keeps the key.
   */
  timeLeft(stored: Buffer, left: number | null): number | null;

  /** Gives a key a new lifetime, for `touch`; false if it is missing. */
  touchEntry(redisKey: string, timeout: number | null): Promise<boolean>;

  /** Called before this client writes or deletes keys; with undefined if any key may be concerned. */
  invalidated(redisKeys: string | readonly string[] | undefined): void;

  /**
   * Called with the same when the write has been answered or has failed, before its caller gets the answer. Left out if no layer needs it, since each write
   * would take longer: `super.written?.(redisKeys)`.
   */
  written?(redisKeys: string | readonly string[] | undefined): void;
}
