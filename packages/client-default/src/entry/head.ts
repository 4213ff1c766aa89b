import { createHash } from "node:crypto";
import type { Encoded } from "./encoded.js";
import { entryMarker } from "./entry-marker.js";
import type { Life } from "./life.js";
import { wallClock } from "./wall-clock.js";

/**
 * The head of an entry: it precedes the encoded value if a call has `tags`, `stale`, `grace` or `eager`.
 *
 * | bytes | content |
 * | --- | --- |
 * | 0-5 | `\x01meta:` |
 * | 6-20 | when it expires, in milliseconds since 1970; all 9s: never |
 * | 21 | `:` |
 * | 22-36 | when it was stored |
 * | 37 | `:` |
 * | 38 | `h`: readers treat it as expired with a growing probability after its expiry (layer-herd); `-`: it expires at once |
 * | 39-43 | the length of the tag block |
 * | 44 | `:` |
 * | 45... | the tag block: for each tag its Redis key, `\0`, its version, `\0` |
 *
 * No serializer's or compressor's format begins like this, nor does an integer; entries without a head are read
 * unchanged.
 */
export const MARKER: string = entryMarker("meta", "@coffer/client-default");
/** The start of every marker, see `entryMarker`. */
export const MARK = 1;
const MARKER_BYTES = Buffer.from(MARKER);
const DIGITS = 15;
const STORED = 22;
const EARLY = 38;
const LENGTH = 39;
const LENGTH_DIGITS = 5;
const FIRST_COLON = 21;
const SECOND_COLON = 37;
const LAST_COLON = 44;
const COLON = 0x3a;
const ZERO = 0x30;
const LETTER_H = 0x68;

/** The fixed part of a head, without its tags. */
export const HEAD_LENGTH = 45;
export const MOST_TAG_BYTES: number = 10 ** LENGTH_DIGITS - 1;
/** The expiry of an entry that never expires. */
export const NEVER: number = 10 ** DIGITS - 1;

/** The head of an entry: its expiry and tags, before the value. Every hit reads it, so rarely used fields are decoded on demand. */
export class Head {
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** The position of the encoded value. */
  readonly length: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, expires: number, length: number) {
    this.#bytes = bytes;
    this.expires = expires;
    this.length = length;
  }

  /** Milliseconds since 1970. */
  get stored(): number {
    return numberAt(this.#bytes, STORED, DIGITS) ?? 0;
  }

  /** Whether readers treat it as expired with a growing probability after its expiry. */
  get expiresEarly(): boolean {
    return this.#bytes[EARLY] === LETTER_H;
  }

  /** Whether the entry has tags. */
  get hasTags(): boolean {
    return this.length > HEAD_LENGTH;
  }

  /** Whether this is its tag block. */
  hasBlock(block: Buffer): boolean {
    const { length } = block;
    return (
      this.length === HEAD_LENGTH + length &&
      this.#bytes.compare(block, 0, length, HEAD_LENGTH, this.length) === 0
    );
  }

  /** The tag block; empty: no tags. */
  get tags(): string {
    return this.hasTags ? this.#bytes.toString("utf8", HEAD_LENGTH, this.length) : "";
  }
}

/** The latest bytes with their head: a hit needs it twice, for the expiry and for the position of its value. */
let lastRead: Buffer | undefined;
let lastHead: Head | undefined;

/** Returns the head of stored bytes; undefined if they have none. It runs on every read: without a head, it looks at one byte only. */
export function headOf(stored: Buffer): Head | undefined {
  if (stored[0] !== MARK) return undefined;
  if (stored !== lastRead) {
    lastHead = readHead(stored);
    lastRead = stored;
  }
  return lastHead;
}

function readHead(stored: Buffer): Head | undefined {
  if (stored.length < HEAD_LENGTH) return undefined;
  for (let at = 1; at < MARKER.length; at++) if (stored[at] !== MARKER_BYTES[at]) return undefined;
  if (stored[FIRST_COLON] !== COLON || stored[SECOND_COLON] !== COLON || stored[LAST_COLON] !== COLON)
    return undefined;
  const expires = numberAt(stored, MARKER.length, DIGITS);
  const bytes = numberAt(stored, LENGTH, LENGTH_DIGITS);
  if (expires === undefined || bytes === undefined) return undefined;
  const length = HEAD_LENGTH + bytes;
  return stored.length < length ? undefined : new Head(stored, expires, length);
}

function numberAt(data: Buffer, from: number, digits: number): number | undefined {
  let sum = 0;
  for (let at = from; at < from + digits; at++) {
    const digit = (data[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    sum = sum * 10 + digit;
  }
  return sum;
}

/**
 * The head for an encoded value: needed by its life, or because the value would be mistaken for one with a head.
 * Undefined: none. Its tags must be resolved.
 */
export function headFor(encoded: Encoded, life: Life): string | undefined {
  if (!life.hasHead && !looksHeaded(encoded)) return undefined;
  const { timeout } = life;
  const tags = life.tags as string;
  const now = wallClock();
  const expires = timeout === null ? NEVER : Math.min(now + timeout, NEVER);
  const bytes = digits(Buffer.byteLength(tags), LENGTH_DIGITS);
  return `${MARKER}${digits(expires)}:${digits(now)}:${life.expiresEarly ? "h" : "-"}${bytes}:${tags}`;
}

export function withHead(head: string, encoded: Encoded): Encoded {
  return typeof encoded === "string" ? head + encoded : Buffer.concat([Buffer.from(head), encoded]);
}

/**
 * The head of an entry with another value that is stored now: it differs, so that a reader of the old one does not
 * confuse them.
 */
export function headOfNext(stored: Buffer, { length, stored: before }: Head): Buffer {
  const head = Buffer.from(stored.subarray(0, length));
  head.write(digits(Math.min(Math.max(wallClock(), before + 1), NEVER)), STORED, "latin1");
  return head;
}

/** Returns a number as decimal digits with leading zeros, at the fixed length that heads have. */
export function digits(number: number, length: number = DIGITS): string {
  return String(number).padStart(length, "0");
}

/** Whether these bytes, stored unchanged, would be mistaken for a head and a value. */
function looksHeaded(encoded: Encoded): boolean {
  // Without the cached head: a serializer may return the same Buffer again, with other bytes.
  if (typeof encoded !== "string") return encoded[0] === MARK && readHead(encoded) !== undefined;
  return encoded.charCodeAt(0) === MARK && readHead(Buffer.from(encoded)) !== undefined;
}

/** What a script compares to check that a key is unchanged: its head, or the SHA-1 of the whole; empty: nothing. */
export function seenOf(stored: Buffer | undefined): string | Buffer {
  if (stored === undefined) return "";
  if (stored.length >= HEAD_LENGTH && stored.toString("latin1", 0, MARKER.length) === MARKER)
    return stored.subarray(0, HEAD_LENGTH);
  return createHash("sha1").update(stored).digest("hex");
}

/** How long a value is fresh, from its head and from the TTL of its key, which `expire` may have made shorter. */
export function soonerOf(good: number | null, left: number | null): number | null {
  if (good === null) return left;
  return Math.max(0, left === null ? good : Math.min(good, left));
}
