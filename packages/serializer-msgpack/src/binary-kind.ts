import { types } from "node:util";
import { ARRAY_BUFFER, BINARY_KINDS, DATA_VIEW } from "./extension-types.js";
import { isDirect } from "./is-plain.js";

const NAMES: readonly string[] = BINARY_KINDS.map(({ name }) => name);
const KIND = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);

/** The number of binary data's kind; undefined for subclasses, for shared or growing memory and for anything else. */
export function binaryKind(value: object): number | undefined {
  if (types.isTypedArray(value)) {
    const kind = NAMES.indexOf(KIND?.get?.call(value) as string);
    return kind !== -1 && isDirect(value, 3) && isPlainMemory(value.buffer) ? kind : undefined;
  }
  if (types.isDataView(value))
    return isDirect(value, 2) && isPlainMemory(value.buffer) ? DATA_VIEW : undefined;
  return isPlainMemory(value) && isDirect(value, 2) ? ARRAY_BUFFER : undefined;
}

function isPlainMemory(buffer: object): boolean {
  return types.isArrayBuffer(buffer) && (buffer as { resizable?: boolean }).resizable !== true;
}
