import type { DecodedText, Loader } from "@coffer/cache-core";
import type { Condition } from "../lane/set-command.js";
import type { Flight } from "../loading/flight.js";

/** A value as it is stored: text where it is an integer, else bytes. */
export type Encoded = string | Buffer;

/** Where a value to store comes from: the caller, or a loader of `getOrSet`. */
export type Origin = "caller" | "loader";

/** Who reads: `get` and `getMany`, or `getOrSet` before it loads. */
export type Purpose = "get" | "load";

/** What a load came to. */
export interface Loaded {
  /** For the caller that ran the loader. */
  readonly value: unknown;
  /** Encoded, for all others. Undefined where the loader gave undefined, and nothing was stored. */
  readonly bytes: Encoded | undefined;
}

/**
 * The places where a layer changes what a client does. A layer overrides some of them and calls `super`; every client that extends
 * `BaseClient` has them, whatever its topology. `redisKey` is a key as Redis has it, times are in milliseconds, `null` is never.
 */
export interface Seams {
  /** The value at a key; undefined: a miss. `get` and `getOrSet` read no other way. */
  readValue(redisKey: string, purpose: Purpose): Promise<unknown>;

  /** The values at keys, in their order, undefined for a miss. `getMany` reads no other way. */
  readValues(redisKeys: readonly string[]): Promise<unknown[]>;

  /**
   * What a reader gets of the bytes at a key; undefined: a miss.
   * @param stored all of them: a layer finds its own header in `super.payloadOf(stored)`, and hands on `stored` as it is.
   * @param text for the codec.
   */
  decodeEntry(stored: Buffer, redisKey: string, purpose: Purpose, text?: DecodedText): unknown;

  /** The encoded value in the bytes at a key. A layer takes its own header off what `super.payloadOf(stored)` returns. */
  payloadOf(stored: Buffer): Buffer;

  /** What to store so that only the value changes of what is there. A layer puts its own header of `stored` before `encoded`, then calls `super`. */
  withPayload(encoded: Encoded, stored: Buffer): Encoded;

  /**
   * Stores an entry; false where `when` prevented it. `set`, `add`, `setMany` and `getOrSet` write no other way. Has to send the write, or
   * to hold the key in its lane, before it returns.
   */
  writeEntry(
    redisKey: string,
    data: Encoded | Promise<Buffer>,
    timeout: number | null,
    when: Condition,
    origin: Origin,
  ): Promise<boolean>;

  /** Runs a loader and stores what it gives. Called once at a time for each key in a process. */
  load<T>(flight: Flight, loader: Loader<T>, timeout: number | null): Promise<Loaded>;

  /** Gives a key a new lifetime, as `touch` does; false where it is missing. */
  touchEntry(redisKey: string, timeout: number | null): Promise<boolean>;

  /** Called before this client writes or deletes keys, with undefined before what may concern any key. */
  invalidated(redisKeys: string | readonly string[] | undefined): void;
}
