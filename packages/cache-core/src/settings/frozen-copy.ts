import { isPlainObject } from "./check-value.js";

/** A frozen copy of the plain objects and lists in `value`; classes, functions and loggers stay as they are. */
export function frozenCopy<T>(value: T): T {
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as T;
  if (!isPlainObject(value)) return value;
  const copy = Object.entries(value).map(([name, each]) => [name, frozenCopy(each)]);
  return Object.freeze(Object.fromEntries(copy)) as T;
}
