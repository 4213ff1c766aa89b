import { MAX_DEPTH } from "./find-refusal.js";
import { isPlainArray, isPlainObject } from "./is-plain.js";

/**
 * `value` with everything that JSON has no form for handed to `convert`, also what that gives. What `convert` answers
 * with undefined stays as it is. Containers are copied, the caller's are never changed.
 * @throws TypeError for what is nested too deep, which is how cycles end.
 */
export function convertRefused(value: unknown, convert: (refused: unknown) => unknown, depth = 0): unknown {
  // Without an end to it here, an object that contains itself twice would take 2^500 steps.
  if (depth > MAX_DEPTH) {
    throw new TypeError(`value is nested more than ${MAX_DEPTH} levels deep, or contains itself`);
  }
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (Number.isFinite(value)) return value;
      break;
    case "object":
      if (value === null) return value;
      if (isPlainArray(value)) return Array.from(value, (item) => convertRefused(item, convert, depth + 1));
      if (isPlainObject(value)) return copyProperties(value, convert, depth + 1);
  }
  const converted = convert(value);
  return converted === undefined ? value : convertRefused(converted, convert, depth + 1);
}

function copyProperties(
  object: Readonly<Record<string, unknown>>,
  convert: (refused: unknown) => unknown,
  depth: number,
): Record<string, unknown> {
  // fromEntries, since an assignment to `__proto__` would set the prototype.
  return Object.fromEntries(
    Object.entries(object)
      // Properties that are undefined are left out in any case: there is nothing to ask for.
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, convertRefused(value, convert, depth)]),
  );
}
