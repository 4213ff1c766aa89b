import type { Codec, Tracking } from "@coffer/cache-core";
import { freeze, isPrimitive } from "./freeze.js";

/** The bytes of an entry besides its key and value: with 60,000 entries 460 were measured, and 390 for entries without bytes. */
const OVERHEAD = 400;
/** How many times the bytes of its JSON an object takes, approximately: 2.2 to 4 were measured. */
const OBJECT = 3;
/** The start of the headers of all layers, see `entryMarker` of client-default. */
const MARK = 1;
const NO_BYTES = new ArrayBuffer(1);
const KEPT: unique symbol = Symbol("kept");

/** Bytes that refer to their entry, which saves a second look-up by key. */
type KeptBytes = Buffer & { [KEPT]?: Kept };

/** The entry that has these bytes as its `stored`, even if it has been removed from memory. */
export function keptOf(stored: Buffer): Kept | undefined {
  return (stored as KeptBytes)[KEPT];
}

/** How values are decoded. */
export interface Decoding {
  /** Whether objects are frozen and shared, if possible. */
  readonly freezes: boolean;
  /** Inflates a value once and deserializes it for each caller, if it can; undefined: `decode` does both. */
  readonly inflater: Codec | undefined;
  decode(stored: Buffer, redisKey: string): unknown;
}

/** What is kept for a key. */
export class Kept {
  readonly redisKey: string;
  /** The link of the server that it is from. */
  readonly link: Tracking;
  /** The number of the read that returned it. */
  readonly order: number;
  /** In whole milliseconds, by `performance.now()`. */
  readonly until: number;
  /** Its approximate size in bytes. */
  size: number;
  /** Whether a read has returned it. */
  wasHit = false;
  /** The value itself, if all callers may share it; undefined before it is decoded. */
  shared: unknown;
  /** Whether the shared value is everything at the key: there is no header. */
  isWhole = false;
  #stored: KeptBytes;
  /** The serialized value, if it differs from the stored bytes. */
  #plain: Buffer | undefined;

  constructor(redisKey: string, data: Buffer, from: Pick<Kept, "link" | "order">, until: number) {
    this.redisKey = redisKey;
    this.link = from.link;
    this.order = from.order;
    this.#stored = this.#own(copyOf(data));
    this.until = Math.floor(until);
    this.size = OVERHEAD + sizeOf(redisKey) + data.length;
  }

  /** All bytes at the key, or a placeholder of one byte for a shared value without a header, whose bytes are not needed any more. */
  get stored(): Buffer {
    return this.#stored;
  }

  /**
   * Decodes its value, which may change its size.
   * @param payload the part of the stored bytes that is the encoded value.
   */
  decode(payload: Buffer, { freezes, inflater, decode }: Decoding): unknown {
    const share = (value: unknown) => {
      if (this.shared !== undefined) return this.shared;
      if (isPrimitive(value)) this.#share(value, typeof value === "string" ? sizeOf(value) : 0);
      else if (freezes && freeze(value)) this.#share(value, OBJECT * (this.#plain ?? payload).length);
      return value;
    };
    const deserialize = (plain: Buffer | undefined) => {
      if (plain === undefined) return whenReady(decode(this.#stored, this.redisKey), share);
      const value = inflater?.deserialize?.(plain, this.redisKey);
      if (this.#plain === undefined && this.shared === undefined) {
        this.#plain = copyOf(plain);
        this.size += plain.length;
      }
      return share(value);
    };
    return whenReady(this.#plain ?? inflater?.inflate?.(payload, this.redisKey), deserialize);
  }

  #share(value: unknown, size: number): void {
    this.shared = value;
    this.size += size - (this.#plain?.length ?? 0);
    this.#plain = undefined;
    if (this.#stored[0] === MARK) return;
    this.isWhole = true;
    // Otherwise a string would be stored twice.
    this.size += NO_BYTES.byteLength - this.#stored.length;
    this.#stored = this.#own(Buffer.from(NO_BYTES));
  }

  #own(bytes: KeptBytes): KeptBytes {
    bytes[KEPT] = this;
    return bytes;
  }
}

/** A copy: a view would keep the whole received chunk in memory. */
function copyOf(data: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(data.length);
  data.copy(copy);
  return copy;
}

/** The size of a string in bytes: two for each unit if it is not pure ASCII. */
function sizeOf(text: string): number {
  return Buffer.byteLength(text) === text.length ? text.length : 2 * text.length;
}

export function whenReady<T>(value: T | Promise<T>, use: (value: T) => unknown): unknown {
  return value instanceof Promise ? value.then(use) : use(value);
}
