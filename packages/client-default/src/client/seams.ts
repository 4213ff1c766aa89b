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
  /** A further condition: another key, in the same slot, holds a token. When the value is stored, this key is deleted. */
  readonly permit?: {
    /** The Redis key of the token. */
    readonly key: string;
    /** The token that the key must hold. */
    readonly token: string;
    /** Called if the key does not hold the token. */
    lost(): void;
  };
}

/**
 * The places where a layer changes what a client does. A layer overrides some of them and calls `super`; every client that extends
 * `BaseClient` has them, whatever its topology. Times are in milliseconds, `null` is never.
 */
export interface Seams {
  /**
   * Reads the value of a key; undefined: a miss. `get` and `getOrSet` read with it.
   * @param use makes the result from the bytes at the key; left out: `decodeEntry` does. Pass it to `super`.
   */
  readValue(redisKey: string, purpose: Purpose, use?: Use<unknown>): Promise<unknown>;

  /**
   * Reads the values of keys, in their order; undefined for a miss. `getMany` reads with it.
   * @param use as in `readValue`, for each key.
   */
  readValues(redisKeys: readonly string[], use?: Use<unknown>): Promise<unknown[]>;

  /**
   * Reads the version of a tag from the server that takes its writes; `use` gets its bytes, synchronously if they are in memory.
   * @param redisKey the Redis key of the version, not of the tag.
   */
  readVersion(redisKey: string, use: Use<void>): void | Promise<void>;

  /**
   * Decodes the bytes at a key for a reader; undefined: a miss.
   * @param stored all bytes at the key. A layer finds its own header in `super.payloadOf(stored)`, and passes `stored` unchanged to
   * `super`.
   * @param text strings that were decoded with the reply, for the codec.
   */
  decodeEntry(stored: Buffer, redisKey: string, purpose: Purpose, text?: DecodedText): unknown;

  /** Decodes the value in the bytes at a key, after the headers before it have been checked. The parameters are those of `decodeEntry`. */
  decodePayload(stored: Buffer, redisKey: string, text?: DecodedText): unknown;

  /** Returns whether an entry with a head (see `headOf`) has expired for a reader. */
  isExpired(head: Head, redisKey: string, purpose: Purpose): boolean;

  /**
   * Returns whether the bytes at a key are current for every reader: nothing in them has expired, and none of their tags was invalidated. A
   * layer with its own expiry checks that expiry, then calls `super`.
   */
  isCurrent(stored: Buffer): boolean | Promise<boolean>;

  /** Returns the encoded value in the bytes at a key. A layer removes its own header from what `super.payloadOf(stored)` returns. */
  payloadOf(stored: Buffer): Buffer;

  /**
   * Returns the bytes to store when only the value of an entry changes. A layer puts its own header of `stored` before `encoded`, then
   * calls `super`.
   */
  withPayload(encoded: Encoded, stored: Buffer): Encoded;

  /**
   * Stores an entry; false if `when` prevented it. `set`, `add`, `setMany` and `getOrSet` write with it. It must send the write, or hold
   * the key in its lane, before it returns. A layer that changes the lifetime passes `{ ...life, timeout }` to `super`.
   */
  writeEntry(
    redisKey: string,
    data: Encoded | Promise<Buffer>,
    life: Life,
    when: Condition | Unchanged,
    origin: Origin,
  ): Promise<boolean>;

  /** Runs a loader and stores its result. In a process, there is one load per key at a time. */
  load(task: LoadTask): Promise<Loaded>;

  /** Returns a second key that is deleted together with a key; undefined: none. */
  deletedWith(redisKey: string): string | undefined;

  /**
   * Returns how long the value in the bytes at a key is valid, for `getWithTtl`. A layer that keeps values longer in Redis overrides it.
   * @param left how long Redis keeps the key.
   */
  timeLeft(stored: Buffer, left: number | null): number | null;

  /** Gives a key a new lifetime, for `touch`; false if it is missing. */
  touchEntry(redisKey: string, timeout: number | null): Promise<boolean>;

  /** Called before this client writes or deletes keys; with undefined if it may be any key. */
  invalidated(redisKeys: string | readonly string[] | undefined): void;

  /**
   * Called with the same argument when the write has been answered or has failed, before its caller gets the answer. It exists only if a
   * layer needs it, since it makes each write slower: call `super.written?.(redisKeys)`.
   */
  written?(redisKeys: string | readonly string[] | undefined): void;
}
