import type { Codec, Tracking } from "@coffer/cache-core";
import { freeze, isPrimitive } from "./freeze.js";

/**
 * Bytes that an entry takes besides its key and its value: with 100,000 of them 345 were measured, and 255 of those that have no bytes.
 */
const OVERHEAD = 350;
/** How many times the bytes of its JSON an object takes, approximately: 2.2 to 4 were measured. */
const OBJECT = 3;
/** With which the headers of all layers begin, see `entryMarker` of client-default. */
const MARK = 1;
const NO_BYTES = new ArrayBuffer(1);
const KEPT: unique symbol = Symbol("kept");

/** Bytes that say what they are the bytes of, so that nobody has to look it up by its key. */
type KeptBytes = Buffer & { [KEPT]?: Kept };

/** What has these bytes as its `stored`, also after it has been forgotten. */
export function keptOf(stored: Buffer): Kept | undefined {
  return (stored as KeptBytes)[KEPT];
}

/** What is kept of a key. */
export class Kept {
  readonly redisKey: string;
  /** That of the server that it is from. */
  readonly link: Tracking;
  /** That of the read that has brought it. */
  readonly order: number;
  /** By `performance.now()`. */
  readonly until: number;
  /** Whether it has been the answer to a read. */
  wasHit = false;
  /** Whether the shared value is all that is at the key, without a header. */
  isWhole = false;
  #stored: KeptBytes;
  /** The serialized value, where that is something else than what is stored. */
  #plain: Buffer | undefined;
  #shared: unknown;
  #sharedSize = 0;

  constructor(redisKey: string, data: Buffer, { link, order }: Pick<Kept, "link" | "order">, until: number) {
    this.redisKey = redisKey;
    this.#stored = this.#own(copyOf(data));
    this.link = link;
    this.order = order;
    this.until = Math.floor(until);
  }

  /** All bytes at the key. For a shared value without a header one byte stands for them: they are not read any more. */
  get stored(): Buffer {
    return this.#stored;
  }

  /** The value itself, where all callers may have the same; undefined before it is decoded. */
  get shared(): unknown {
    return this.#shared;
  }

  get size(): number {
    return (
      OVERHEAD + sizeOf(this.redisKey) + this.#stored.length + (this.#plain?.length ?? 0) + this.#sharedSize
    );
  }

  /**
   * Decodes its value.
   * @param payload what of the stored bytes is the encoded value.
   * @param decode decodes all of it at once.
   * @param inflater has it inflated once and deserialized for each caller, where it can.
   * @param freezes whether objects are frozen and shared, where that is possible.
   * @param resized called when it takes more memory from now on, or less.
   */
  decode(
    payload: Buffer,
    decode: () => unknown,
    inflater: Codec | undefined,
    freezes: boolean,
    resized: () => void,
  ): unknown {
    const { redisKey } = this;
    const share = (value: unknown) => {
      if (!isPrimitive(value) && !(freezes && freeze(value))) return value;
      this.#share(value, (this.#plain ?? payload).length);
      resized();
      return value;
    };
    const deserialize = (plain: Buffer | undefined) => {
      if (plain === undefined) return whenReady(decode(), share);
      if (this.#plain === undefined) {
        this.#plain = copyOf(plain);
        resized();
      }
      return share(inflater?.deserialize?.(plain, redisKey));
    };
    return whenReady(this.#plain ?? inflater?.inflate?.(payload, redisKey), deserialize);
  }

  #share(value: unknown, length: number): void {
    this.#shared = value;
    this.#plain = undefined;
    if (!isPrimitive(value)) this.#sharedSize = OBJECT * length;
    else if (typeof value === "string") this.#sharedSize = sizeOf(value);
    if (this.#stored[0] === MARK) return;
    this.isWhole = true;
    // A string would be kept twice.
    this.#stored = this.#own(Buffer.from(NO_BYTES));
  }

  #own(bytes: KeptBytes): KeptBytes {
    bytes[KEPT] = this;
    return bytes;
  }
}

/** Bytes of its own: a part of what has arrived would keep all of that in memory. */
function copyOf(data: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(data.length);
  data.copy(copy);
  return copy;
}

/** How many bytes a text takes: two for each unit where it is not all ASCII. */
function sizeOf(text: string): number {
  return Buffer.byteLength(text) === text.length ? text.length : 2 * text.length;
}

export function whenReady<T>(value: T | Promise<T>, use: (value: T) => unknown): unknown {
  return value instanceof Promise ? value.then(use) : use(value);
}
