/**
 * How values are stored that msgpack has no type for. The numbers are those of the library msgpackr where it has one; the
 * payloads stand by themselves, so that any language can skip what it does not know, and take apart what it does.
 */

/** `Date`: msgpack's own timestamp, of 4, 8 or 12 bytes. */
export const TIMESTAMP = -1;
/** `BigInt`, unless it is an integer of 64 bits that no number could be: two's complement, highest byte first. */
export const BIGINT = 0x42;
/** `Map`: a msgpack map, with any keys. */
export const MAP = 0x6d;
/** `Set`: a msgpack array. */
export const SET = 0x73;
/** Typed arrays, `ArrayBuffer`, `DataView`: the kind's number, then the bytes, lowest first. */
export const BINARY = 0x74;

interface TypedArrayClass {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (memory: ArrayBuffer): ArrayBufferView;
}

/** Kinds of BINARY by their number; a `Buffer` is no extension but msgpack's own bin. */
export const BINARY_KINDS: readonly TypedArrayClass[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];
export const ARRAY_BUFFER = 16;
export const DATA_VIEW = 17;
