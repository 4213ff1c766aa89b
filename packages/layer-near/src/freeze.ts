/**
 * Freezes a value with all that is in it, and says whether that was possible: of plain objects and arrays it is, while a Map, a Date or a
 * Buffer can be changed all the same.
 */
export function freeze(value: unknown): boolean {
  const parts: object[] = [];
  if (!collect(value, parts, new Set())) return false;
  for (const part of parts) Object.freeze(part);
  return true;
}

/** The same value, frozen where that is possible. */
export function frozen(value: unknown): unknown {
  freeze(value);
  return value;
}

/** Whether it cannot be changed. */
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
