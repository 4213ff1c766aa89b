/** Replaces a value that msgpackr would change. */
export abstract class Verbatim {
  /** How many bytes it writes. */
  abstract readonly size: number;

  /** Writes them. */
  abstract write(target: Buffer, position: number): void;
}

/** Bytes of MessagePack, written unchanged. */
export class Bytes extends Verbatim {
  readonly size: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    super();
    this.size = bytes.length;
    this.#bytes = bytes;
  }

  override write(target: Buffer, position: number): void {
    this.#bytes.copy(target, position);
  }
}

/** An integer of 33 to 54 bits: msgpackr would write a float, which Python would read as one. */
export class LongInteger extends Verbatim {
  readonly size: number = 9;
  readonly #value: number;

  constructor(value: number) {
    super();
    this.#value = value;
  }

  override write(target: Buffer, position: number): void {
    target[position] = this.#value < 0 ? 0xd3 : 0xcf;
    target.writeInt32BE(Math.floor(this.#value / 2 ** 32), position + 1);
    target.writeUInt32BE(((this.#value % 2 ** 32) + 2 ** 32) % 2 ** 32, position + 5);
  }
}

/** An extension with the shortest head. */
export function extension(type: number, payload: Buffer): Verbatim {
  const { length } = payload;
  const fixed = [1, 2, 4, 8, 16].indexOf(length);
  let head: Buffer;
  if (fixed !== -1) head = Buffer.of(0xd4 + fixed, type);
  else if (length < 0x100) head = Buffer.of(0xc7, length, type);
  else if (length < 0x10000) head = Buffer.of(0xc8, length >> 8, length & 0xff, type);
  else {
    head = Buffer.of(0xc9, 0, 0, 0, 0, type);
    head.writeUInt32BE(length, 1);
  }
  return new Bytes(Buffer.concat([head, payload]));
}
