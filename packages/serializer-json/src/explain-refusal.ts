import { types } from "node:util";
import { MAX_DEPTH, type Refusal } from "./find-refusal.js";
import { isPlainArray, isPlainObject } from "./is-plain.js";

const KEEPS = ", or use a serializer that keeps it, such as @coffer/serializer-msgpack";
/** A path of 500 levels would hide what the message says. */
const LONGEST_PATH = 200;

/** What is refused, where it is and what to do. */
export function explainRefusal({ value, path, cycle }: Refusal): string {
  const place = `value${path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}...` : path}`;
  if (cycle !== undefined) return `${place} contains itself (as ${place}${cycle}): leave the way back out`;
  return `${place} is ${describe(value)}`;
}

function describe(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "undefined, which JSON has no word for: store null";
    case "number":
      return `${value}, which JSON has no word for: store null`;
    case "bigint":
      return `a BigInt: store its text, String(n)${KEEPS}`;
    case "function":
      return "a function: leave it out";
    case "symbol":
      return "a symbol: leave it out, or store its description";
    default:
      return describeObject(value as object);
  }
}

function describeObject(value: object): string {
  const name = className(value);
  if (types.isDate(value)) return `a Date: store date.toISOString()${KEEPS}`;
  if (types.isMap(value)) return `a Map: store [...map]${KEEPS}`;
  if (types.isSet(value)) return `a Set: store [...set]${KEEPS}`;
  if (types.isRegExp(value)) return "a RegExp: store regexp.source";
  if (types.isPromise(value)) return "a Promise: await it first";
  if (types.isBoxedPrimitive(value)) return `a ${name} object: store its valueOf()`;
  if (types.isNativeError(value)) return `an error (${name}): store its message`;
  if (Buffer.isBuffer(value)) return `a Buffer: store buffer.toString("base64")${KEEPS}`;
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) {
    return `binary data (${name}): store it in base64${KEEPS}`;
  }
  // Plain ones get here only where the walk ended.
  if (isPlainObject(value) || isPlainArray(value))
    return `nested more than ${MAX_DEPTH} levels deep: flatten it`;
  if (Array.isArray(value)) return `an array of the class ${name}: store [...array]`;
  return `an instance of ${name}: store a plain object, such as { ...it }`;
}

function className(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "a class without a name";
}
