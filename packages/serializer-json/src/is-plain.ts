// Values may come from another realm (a vm context, a test runner's sandbox), whose Object and Array are not ours.

/** Whether `value` is an array, and not of a subclass. */
export function isPlainArray(value: object): value is unknown[] {
  if (!Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  // Of all prototypes only a realm's Array.prototype is an array itself.
  return (
    prototype === Array.prototype ||
    (Array.isArray(prototype) && !Array.isArray(Object.getPrototypeOf(prototype)))
  );
}

/** Whether `value` is an object literal or has no prototype. */
export function isPlainObject(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  // Every array comes by here, so ours is told first.
  if (prototype === Array.prototype) return false;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}
