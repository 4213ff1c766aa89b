import type { Codec, Tracking } from "@coffer/cache-core";
import { freeze, isPrimitive } from "./freeze.js";

/**
 * The bytes that an entry takes besides its key and its value: with 100,000 entries 345 were measured, and 255 for
 * entries without bytes.
 */
const OVERHEAD = 350;
/** How many times the bytes of its JSON an object takes, approximately: 2.2 to 4 were measured. */
const OBJECT = 3;
/** The start of the headers of all layers, see `entryMarker` of client-default. */
const MARK = 1;
const NO_BYTES = new ArrayBuffer(1);
const VALUE: unique symbol = Symbol("value");

/**
 * Replaces the bytes of a value without a header: they are not needed any more, and a string would be stored twice.
 */
type StandIn = Buffer & { [VALUE]?: unknown };

/** The value for which these bytes are a placeholder; undefined: they are real bytes. */
export function standsFor(stored: Buffer): unknown {
  return (stored as StandIn)[VALUE];
}

/** What is kept for a key. */
export class Kept {
  /** The link of the server that it is from. */
  readonly link: Tracking;
  /** The number of the read that returned it. */
  readonly order: number;
  /** By `performance.now()`. */
  readonly until: number;
  #stored: Buffer;
  /** The serialized value, if it differs from the stored bytes. */
  #plain: Buffer | undefined;
  #shared: unknown;
  #sharedSize = 0;

  constructor(data: Buffer, { link, order }: Pick<Kept, "link" | "order">, until: number) {
    this.#stored = copyOf(data);
    this.link = link;
    this.order = order;
    this.until = until;
  }

  /** All bytes at the key, or a placeholder: no other entry has the same object. */
  get stored(): Buffer {
    return this.#stored;
  }

  /** The value itself, if all callers may share it; undefined before it is decoded. */
  get shared(): unknown {
    return this.#shared;
  }

  sizeWith(key: string): number {
    return OVERHEAD + sizeOf(key) + this.#stored.length + (this.#plain?.length ?? 0) + this.#sharedSize;
  }

  /**
   * Decodes its value.
   * @param payload the part of the stored bytes that is the encoded value.
   * @param freezes whether objects are frozen and shared, if possible.
   * @param resized called when its size in memory changes.
   */
  decode(codec: Codec, payload: Buffer, redisKey: string, freezes: boolean, resized: () => void): unknown {
    const share = (value: unknown) => {
      if (!isPrimitive(value) && !(freezes && freeze(value))) return value;
      this.#share(value, (this.#plain ?? payload).length);
      resized();
      return value;
    };
    const deserialize = (plain: Buffer | undefined) => {
      if (plain === undefined) return whenReady(codec.decode(payload, redisKey), share);
      if (this.#plain === undefined) {
        this.#plain = copyOf(plain);
        resized();
      }
      return share(codec.deserialize?.(plain, redisKey));
    };
    return whenReady(this.#plain ?? codec.inflate?.(payload, redisKey), deserialize);
  }

  #share(value: unknown, length: number): void {
    this.#shared = value;
    this.#plain = undefined;
    if (!isPrimitive(value)) this.#sharedSize = OBJECT * length;
    else if (typeof value === "string") this.#sharedSize = sizeOf(value);
    if (this.#stored[0] === MARK) return;
    const standIn: StandIn = Buffer.from(NO_BYTES);
    standIn[VALUE] = value;
    this.#stored = standIn;
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
