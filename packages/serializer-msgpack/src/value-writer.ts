import { types } from "node:util";
import { bigintBytes } from "./bigint-bytes.js";
import { binaryKind } from "./binary-kind.js";
import { ByteWriter } from "./byte-writer.js";
import { describe } from "./describe.js";
import { BIGINT, BINARY, MAP, SET, TIMESTAMP } from "./extension-types.js";
import { isDirect, isPlainArray, isPlainObject } from "./is-plain.js";
import { Refusal, type Step } from "./refusal.js";
import { timestampBytes } from "./timestamp.js";

/** Python's packer gives up at 511 levels. Cycles end here, too. */
const MAX_DEPTH = 500;

const LONE_SURROGATE = "a lone surrogate, half of a character, which UTF-8 has no form for";

/** Writes values, and looks for what would not come back equal on the same way. */
export class ValueWriter extends ByteWriter {
  /** The way to the value that is being written, valid up to its depth. */
  readonly #steps: Step[] = [];

  /** @throws Refusal */
  write(value: unknown): Buffer {
    this.position = 0;
    // Alone, the integers whose byte is an ASCII digit would be taken for a stored integer.
    if (typeof value === "number" && value >= 48 && value <= 57 && Number.isInteger(value))
      this.longDigit(value);
    else this.#value(value, 0);
    return this.copy();
  }

  #value(value: unknown, depth: number): void {
    switch (typeof value) {
      case "string":
        if (!this.text(value)) this.#refuse(`has ${LONE_SURROGATE}`, depth);
        return;
      case "number":
        this.number(value);
        return;
      case "boolean":
        this.byte(value ? 0xc3 : 0xc2);
        return;
      case "bigint":
        this.#bigint(value);
        return;
      case "object":
        if (value === null) this.byte(0xc0);
        else this.#object(value, depth);
        return;
      default:
        this.#refuse(describe(value), depth);
    }
  }

  #object(value: object, depth: number): void {
    if (depth >= MAX_DEPTH && isContainer(value)) {
      this.#refuse(`is nested more than ${MAX_DEPTH} levels deep: flatten it`, depth);
    }
    // Ours come first, since nearly all are; those of other realms take the longer way.
    if (Object.getPrototypeOf(value) === Object.prototype) this.#properties(value, depth);
    else if (Array.isArray(value) && isPlainArray(value)) this.#items(value, depth);
    else if (isPlainObject(value)) this.#properties(value, depth);
    else this.#special(value, depth);
  }

  #properties(object: object, depth: number): void {
    const start = this.position;
    const keys = Object.keys(object);
    this.head(keys.length, 0x80, 0xde);
    let count = 0;
    for (const key of keys) {
      const value = (object as Record<string, unknown>)[key];
      if (value === undefined) continue;
      count++;
      this.#steps[depth] = key;
      if (!this.text(key)) this.#refuse(`is under a key with ${LONE_SURROGATE}`, depth + 1);
      this.#value(value, depth + 1);
    }
    if (count !== keys.length) this.correctMapHead(start, keys.length, count);
  }

  #items(items: readonly unknown[], depth: number): void {
    this.head(items.length, 0x90, 0xdc);
    // By index: a hole reads as undefined, and is refused.
    for (let index = 0; index < items.length; index++) {
      this.#steps[depth] = index;
      this.#value(items[index], depth + 1);
    }
  }

  #special(value: object, depth: number): void {
    if (Buffer.isBuffer(value)) this.binary(value);
    else if (types.isDate(value) && isDirect(value, 2) && !Number.isNaN(value.getTime())) {
      this.extension(TIMESTAMP, timestampBytes(value));
    } else if (types.isMap(value) && isDirect(value, 2)) this.#map(value, depth);
    else if (types.isSet(value) && isDirect(value, 2)) this.#set(value, depth);
    else {
      const kind = binaryKind(value);
      if (kind === undefined) this.#refuse(describe(value), depth);
      const bytes = ArrayBuffer.isView(value)
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
        : Buffer.from(value as ArrayBuffer);
      this.extension(BINARY, Buffer.concat([Buffer.of(kind), bytes]));
    }
  }

  #map(map: ReadonlyMap<unknown, unknown>, depth: number): void {
    const start = this.openExtension();
    this.head(map.size, 0x80, 0xde);
    let place = 0;
    for (const [key, value] of map) {
      this.#steps[depth] = ~place;
      this.#value(key, depth + 1);
      this.#steps[depth] = place++;
      this.#value(value, depth + 1);
    }
    this.closeExtension(MAP, start);
  }

  #set(set: ReadonlySet<unknown>, depth: number): void {
    const start = this.openExtension();
    this.head(set.size, 0x90, 0xdc);
    let place = 0;
    for (const item of set) {
      this.#steps[depth] = place++;
      this.#value(item, depth + 1);
    }
    this.closeExtension(SET, start);
  }

  /** As msgpack's integer only where it is read as a bigint again; smaller ones are read as numbers. */
  #bigint(value: bigint): void {
    const fits = BigInt.asIntN(64, value) === value || BigInt.asUintN(64, value) === value;
    if (fits && !Number.isSafeInteger(Number(value))) this.bigint64(value);
    else this.extension(BIGINT, bigintBytes(value));
  }

  #refuse(what: string, depth: number): never {
    throw new Refusal(what, this.#steps.slice(0, depth));
  }
}

function isContainer(value: object): boolean {
  return Array.isArray(value) || types.isMap(value) || types.isSet(value) || isPlainObject(value);
}
