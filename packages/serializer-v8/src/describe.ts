import { types } from "node:util";

/** What `value`, which V8 does not keep, is, and what to do: the end of a sentence. */
export function describe(value: unknown): string {
  if (typeof value === "function") return "is a function: leave it out";
  if (typeof value === "symbol") return "is a symbol: leave it out, or store its description";
  const object = value as object;
  const name = className(object);
  if (types.isDate(object) && name === "Date") return "is an invalid Date: store null";
  if (types.isPromise(object)) return "is a Promise: await it first";
  if (types.isNativeError(object)) {
    return `is an error (${name}) with more to it than message, stack and cause: store a plain object`;
  }
  if (Array.isArray(object)) return `is an array of the class ${name}: store [...array]`;
  if (types.isMap(object)) return `is a Map of the class ${name}: store new Map(it)`;
  if (types.isSet(object)) return `is a Set of the class ${name}: store new Set(it)`;
  if (ArrayBuffer.isView(object) || types.isAnyArrayBuffer(object)) {
    return `is binary data of the class ${name}, of a kind that V8 does not keep: store a Buffer of it`;
  }
  return `is an instance of ${name}: store a plain object, such as { ...it }`;
}

function className(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "a class without a name";
}
