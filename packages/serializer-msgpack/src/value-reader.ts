import { MAP, SET } from "./extension-types.js";
import { readExtension } from "./read-extension.js";
import { readKey, readText } from "./text-reader.js";

/** Where Python's unpacker gives up, too. */
const MAX_DEPTH = 1024;
const UINT32 = 0x100000000;

/**
 * Reads one value. A length is believed only if so many bytes are left, so that no few bytes take much memory, and
 * nothing is called by a name that the bytes give.
 */
export class ValueReader {
  readonly #data: Buffer;
  #position = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  /** @throws SyntaxError for anything but one value. */
  read(): unknown {
    const value = this.#value(0);
    const left = this.#data.length - this.#position;
    if (left > 0) throw new SyntaxError(`there are ${left} bytes more after the value`);
    return value;
  }

  #value(depth: number): unknown {
    const code = this.#data[this.#take(1)] as number;
    if (code < 0x80) return code;
    if (code >= 0xe0) return code - 0x100;
    if (code >= 0xa0 && code < 0xc0) return this.#text(code & 0x1f);
    if (code < 0x90) return this.#properties(code & 0x0f, depth);
    if (code < 0xa0) return this.#items(code & 0x0f, depth);
    return this.#coded(code, depth);
  }

  #coded(code: number, depth: number): unknown {
    const data = this.#data;
    switch (code) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return Buffer.from(this.#bytes(this.#length(code - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#length(code - 0xc7), depth);
      case 0xca:
        return data.readFloatBE(this.#take(4));
      case 0xcb:
        return data.readDoubleBE(this.#take(8));
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#length(code - 0xcc);
      case 0xcf: {
        const at = this.#take(8);
        const number = data.readUInt32BE(at) * UINT32 + data.readUInt32BE(at + 4);
        return Number.isSafeInteger(number) ? number : data.readBigUInt64BE(at);
      }
      case 0xd0:
        return data.readInt8(this.#take(1));
      case 0xd1:
        return data.readInt16BE(this.#take(2));
      case 0xd2:
        return data.readInt32BE(this.#take(4));
      case 0xd3: {
        const at = this.#take(8);
        const number = data.readInt32BE(at) * UINT32 + data.readUInt32BE(at + 4);
        return Number.isSafeInteger(number) ? number : data.readBigInt64BE(at);
      }
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(1 << (code - 0xd4), depth);
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#length(code - 0xd9));
      case 0xdc:
      case 0xdd:
        return this.#items(this.#length(code - 0xdb), depth);
      case 0xde:
      case 0xdf:
        return this.#properties(this.#length(code - 0xdd), depth);
      default:
        throw new SyntaxError(
          `the byte 0x${code.toString(16)} at ${this.#position - 1} begins nothing in msgpack`,
        );
    }
  }

  /** Where the next `count` bytes begin. */
  #take(count: number): number {
    const start = this.#position;
    if (count > this.#data.length - start) this.#cutOff();
    this.#position = start + count;
    return start;
  }

  #cutOff(): never {
    throw new SyntaxError(`the value is cut off: more should follow its ${this.#data.length} bytes`);
  }

  /** An unsigned integer of 1, 2 or 4 bytes. */
  #length(size: number): number {
    if (size === 0) return this.#data[this.#take(1)] as number;
    return size === 1 ? this.#data.readUInt16BE(this.#take(2)) : this.#data.readUInt32BE(this.#take(4));
  }

  #bytes(length: number): Buffer {
    const start = this.#take(length);
    return this.#data.subarray(start, this.#position);
  }

  #text(length: number): string {
    const start = this.#take(length);
    return readText(this.#data, start, this.#position);
  }

  /** Before a container of `count` parts, each of which takes a byte at least. */
  #enter(count: number, depth: number): void {
    if (depth >= MAX_DEPTH) throw new SyntaxError(`the value is nested more than ${MAX_DEPTH} levels deep`);
    if (count > this.#data.length - this.#position) this.#cutOff();
  }

  #items(count: number, depth: number): unknown[] {
    this.#enter(count, depth);
    const items: unknown[] = [];
    for (let left = count; left > 0; left--) items.push(this.#value(depth + 1));
    return items;
  }

  /** An object; a Map where a key is no text, which Python writes for the keys of its dicts. */
  #properties(count: number, depth: number): object {
    this.#enter(count * 2, depth);
    const object: Record<string, unknown> = {};
    for (let left = count; left > 0; left--) {
      const key = this.#key(depth);
      if (typeof key !== "string") {
        const map = new Map<unknown, unknown>(Object.entries(object));
        map.set(key, this.#value(depth + 1));
        return this.#entries(map, left - 1, depth);
      }
      const value = this.#value(depth + 1);
      if (key === "__proto__") define(object, key, value);
      else object[key] = value;
    }
    return object;
  }

  #key(depth: number): unknown {
    const code = this.#data[this.#position] as number;
    if (code < 0xa0 || code >= 0xc0) return this.#value(depth + 1);
    const start = this.#take(1 + (code & 0x1f)) + 1;
    return readKey(this.#data, start, this.#position);
  }

  #entries(map: Map<unknown, unknown>, count: number, depth: number): Map<unknown, unknown> {
    for (let left = count; left > 0; left--) {
      const key = this.#value(depth + 1);
      map.set(key, this.#value(depth + 1));
    }
    return map;
  }

  #extension(length: number, depth: number): unknown {
    const type = this.#data.readInt8(this.#take(1));
    if (type !== MAP && type !== SET) return readExtension(type, this.#bytes(length));
    const end = this.#position + length;
    if (end > this.#data.length) this.#cutOff();
    const value = type === MAP ? this.#map(depth) : this.#set(depth);
    if (this.#position !== end)
      throw new SyntaxError(`the extension that should end at byte ${end} does not`);
    return value;
  }

  /** Not through an object, which has an order of its own for keys that look like indices. */
  #map(depth: number): Map<unknown, unknown> {
    const code = this.#data[this.#take(1)] as number;
    const fix = code >= 0x80 && code < 0x90;
    if (!fix && code !== 0xde && code !== 0xdf)
      throw new SyntaxError("an extension of the kind Map holds no map");
    const count = fix ? code & 0x0f : this.#length(code - 0xdd);
    this.#enter(count * 2, depth);
    return this.#entries(new Map(), count, depth);
  }

  #set(depth: number): Set<unknown> {
    const items = this.#value(depth);
    if (!Array.isArray(items)) throw new SyntaxError("an extension of the kind Set holds no array");
    return new Set(items);
  }
}

/** An assignment to `__proto__` would set the prototype. */
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
