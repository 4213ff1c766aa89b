import { types } from "node:util";

/**
 * Describes a value that a format does not keep, and what to store instead: the end of a sentence that begins with the path. A serializer
 * describes the values itself for which it has better advice, such as what to store for a Date.
 *
 * @param format the name of the format, for messages: `"JSON"`.
 */
export function describe(value: unknown, format: string): string {
  switch (typeof value) {
    case "undefined":
    case "number":
      return `is ${value}, which ${format} has no word for: store null`;
    case "function":
      return "is a function: leave it out";
    case "symbol":
      return "is a symbol: leave it out, or store its description";
    default:
      return describeObject(value as object);
  }
}

function describeObject(value: object): string {
  const name = className(value);
  // First: a Date that formats keep gets here only if it is invalid or of a subclass.
  if (types.isDate(value) && name === "Date") return "is an invalid Date: store null";
  if (types.isRegExp(value)) return "is a RegExp: store regexp.source";
  if (types.isPromise(value)) return "is a Promise: await it first";
  if (types.isSymbolObject(value)) return "is a Symbol object: leave it out";
  if (types.isBoxedPrimitive(value)) return `is a ${name} object: store its valueOf()`;
  if (types.isNativeError(value)) return `is an error (${name}): store its message`;
  if (Array.isArray(value)) return `is an array of the class ${name}: store [...array]`;
  if (types.isMap(value)) return `is a Map of the class ${name}: store new Map(it)`;
  if (types.isSet(value)) return `is a Set of the class ${name}: store new Set(it)`;
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value))
    return `is binary data of the class ${name}: store a Buffer of it`;
  if (typeof (value as { toJSON?: unknown }).toJSON === "function")
    return `is an instance of ${name}: store its toJSON()`;
  return `is an instance of ${name}: store a plain object, such as { ...it }`;
}

/** The name of the class that `value` is an instance of. */
export function className(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "a class without a name";
}
