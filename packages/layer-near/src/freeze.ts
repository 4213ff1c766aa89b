/**
 * Freezes a value deeply, and returns whether that was possible: it is for plain objects and arrays, while a Map, a
 * Date or a Buffer stays mutable.
 */
export function freeze(value: unknown): boolean {
  const parts = new Set<object>();
  if (!collect(value, parts)) return false;
  for (const part of parts) Object.freeze(part);
  return true;
}

/** Whether it is immutable. */
export function isPrimitive(value: unknown): boolean {
  return (typeof value !== "object" || value === null) && typeof value !== "function";
}

function collect(value: unknown, parts: Set<object>): boolean {
  if (isPrimitive(value) || parts.has(value as object)) return true;
  if (!isPlain(value as object)) return false;
  parts.add(value as object);
  return Object.values(value as object).every((each) => collect(each, parts));
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
