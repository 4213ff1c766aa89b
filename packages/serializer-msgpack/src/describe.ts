import { types } from "node:util";

/** What `value`, which has no form in msgpack, is, and what to do: the end of a sentence. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case "undefined":
      return "is undefined, which msgpack has no word for: store null";
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
  // Before the classes: those that are kept get here only as subclasses, or because something is wrong with them.
  if (types.isDate(value) && name === "Date") return "is an invalid Date: store null";
  if (types.isRegExp(value)) return "is a RegExp: store regexp.source";
  if (types.isPromise(value)) return "is a Promise: await it first";
  if (types.isBoxedPrimitive(value)) return `is a ${name} object: store its valueOf()`;
  if (types.isNativeError(value)) return `is an error (${name}): store its message`;
  if (Array.isArray(value)) return `is an array of the class ${name}: store [...array]`;
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) {
    return `is binary data of the class ${name}: store a Buffer of it`;
  }
  return `is an instance of ${name}: store a plain object, such as { ...it }`;
}

function className(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "a class without a name";
}
