import { types } from "node:util";
import { isDirect } from "@coffer/serializer-kit";

type Bytes = NodeJS.TypedArray | DataView | ArrayBuffer;

const KINDS = [
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
const kindOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)?.get;

/**
 * Binary data of this realm, whose classes msgpackr knows; undefined for subclasses (except Buffer), for shared or
 * growable memory and for anything else.
 */
export function ownBinary(value: object): Bytes | undefined {
  if (Buffer.isBuffer(value)) return value;
  if (types.isTypedArray(value)) {
    const Kind = KINDS.find(({ name }) => name === kindOf?.call(value));
    if (Kind === undefined || !isDirect(value, 3) || !isPlainMemory(value.buffer)) return undefined;
    return value instanceof Kind ? value : new Kind(copyOf(value));
  }
  if (types.isDataView(value)) {
    if (!isDirect(value, 2) || !isPlainMemory(value.buffer)) return undefined;
    return value instanceof DataView ? value : new DataView(copyOf(value));
  }
  if (!isPlainMemory(value) || !isDirect(value, 2)) return undefined;
  return value instanceof ArrayBuffer ? value : copyOf(new Uint8Array(value as ArrayBuffer));
}

function isPlainMemory(buffer: object): boolean {
  return types.isArrayBuffer(buffer) && (buffer as { resizable?: boolean }).resizable !== true;
}

function copyOf({ buffer, byteOffset, byteLength }: NodeJS.ArrayBufferView): ArrayBuffer {
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength)).buffer;
}
