// Values may come from another realm (a vm context, a test runner's sandbox), whose Object and Array are not ours.

/** Returns whether `value` is an object literal, or has no prototype. */
export function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // Called for every array, so the arrays of this realm are recognized first.
  if (prototype === Array.prototype) return false;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

/** Returns whether `value` is an array, and no instance of a subclass. */
export function isPlainArray(value: object): value is unknown[] {
  return Array.isArray(value) && (Object.getPrototypeOf(value) === Array.prototype || isDirect(value, 2));
}

/**
 * Returns whether a built-in object is no instance of a subclass.
 *
 * @param prototypes how many prototypes such an object has: two for a Date (Date's and Object's), three for a typed array.
 */
export function isDirect(value: object, prototypes: number): boolean {
  let prototype: object | null = Object.getPrototypeOf(value);
  for (let left = prototypes; left > 0 && prototype !== null; left--)
    prototype = Object.getPrototypeOf(prototype);
  return prototype === null;
}
