import { types } from "node:util";
import { serialize } from "node:v8";
import { isPlainObject, MAX_DEPTH } from "@coffer/serializer-kit";

const HEADER_LENGTH = 2;
const LATIN1 = /^[\0-\xff]*$/;

/**
 * Writes V8's format with equal bytes for equal values. V8's own bytes depend on how it represents a value in memory:
 * a number whose property once had a fraction, a slice of a longer string, an array that was allocated longer than it
 * was filled, and an object in two places have other bytes than equal values. `value` must have passed `prepare`.
 * @throws TypeError for values that contain themselves.
 */
export function memberForm(value: unknown): Buffer {
  const parts: Buffer[] = [serialize(null).subarray(0, HEADER_LENGTH)];
  write(value, parts, 0);
  return Buffer.concat(parts);
}

function write(value: unknown, parts: Buffer[], depth: number): void {
  // Cycles end here.
  if (depth > MAX_DEPTH) throw new TypeError("value contains itself: a member of a set cannot");
  if (typeof value === "string") text(value, parts);
  else if (typeof value === "number") number(value, parts);
  else if (typeof value !== "object" || value === null) leaf(value, parts);
  else if (Array.isArray(value)) {
    parts.push(tagged("A", value.length));
    for (const item of value) write(item, parts, depth + 1);
    const others = Object.keys(value).slice(value.length);
    properties(value, others, parts, depth);
    parts.push(tagged("$", others.length, value.length));
  } else if (types.isMap(value)) {
    parts.push(tagged(";"));
    for (const entry of value) for (const part of entry) write(part, parts, depth + 1);
    parts.push(tagged(":", value.size * 2));
  } else if (types.isSet(value)) {
    parts.push(tagged("'"));
    for (const item of value) write(item, parts, depth + 1);
    parts.push(tagged(",", value.size));
  } else if (isPlainObject(value)) {
    const keys = Object.keys(value);
    parts.push(tagged("o"));
    properties(value, keys, parts, depth);
    parts.push(tagged("{", keys.length));
  } else leaf(value, parts);
}

function properties(object: object, keys: readonly string[], parts: Buffer[], depth: number): void {
  for (const key of keys) {
    text(key, parts);
    write((object as Record<string, unknown>)[key], parts, depth + 1);
  }
}

/** Values that contain no other values always have the same bytes. */
function leaf(value: unknown, parts: Buffer[]): void {
  parts.push(serialize(value).subarray(HEADER_LENGTH));
}

function text(value: string, parts: Buffer[]): void {
  const bytes = LATIN1.test(value) ? Buffer.from(value, "latin1") : Buffer.from(value, "utf16le");
  parts.push(tagged(bytes.length === value.length ? '"' : "c", bytes.length), bytes);
}

function number(value: number, parts: Buffer[]): void {
  if ((value | 0) === value && !Object.is(value, -0)) {
    // Zigzag: the lowest bit is the sign.
    parts.push(tagged("I", ((value << 1) ^ (value >> 31)) >>> 0));
    return;
  }
  const bytes = tagged("N", 0, 0, 0, 0, 0, 0, 0, 0);
  bytes.writeDoubleLE(value, 1);
  parts.push(bytes);
}

/** A tag and the numbers after it: seven bits in each byte, lowest first. */
function tagged(tag: string, ...numbers: number[]): Buffer {
  const bytes = [tag.charCodeAt(0)];
  for (let number of numbers) {
    for (; number >= 0x80; number = Math.floor(number / 0x80)) bytes.push((number % 0x80) | 0x80);
    bytes.push(number);
  }
  return Buffer.from(bytes);
}
