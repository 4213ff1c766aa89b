/**
 * Freezes a value deeply, and returns whether that was possible: it is for plain objects and arrays, while a Map, a
 * Date or a Buffer stays mutable.
 */
export function freeze(value: unknown): boolean {
  const parts: object[] = [];
  if (!collect(value, parts, new Set())) return false;
  for (const part of parts) Object.freeze(part);
  return true;
}

/** The same value, frozen if that is possible. */
export function frozen(value: unknown): unknown {
  freeze(value);
  return value;
}

/** Whether it is immutable. */
export function isPrimitive(value: unknown): boolean {
  return (typeof value !== "object" || value === null) && typeof value !== "function";
}

function collect(value: unknown, parts: object[], seen: Set<unknown>): boolean {
  if (isPrimitive(value) || seen.has(value)) return true;
  if (!isPlain(value as object)) return false;
  seen.add(value);
  parts.push(value as object);
  return Object.values(value as object).every((each) => collect(each, parts, seen));
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
