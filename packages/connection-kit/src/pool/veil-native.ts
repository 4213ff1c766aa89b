import { inspect } from "node:util";

/**
 * Gives a driver's object a form for `console.log` and JSON that says where it leads. By itself it would show its options, with the
 * password among them. Everything else about it stays as it is.
 */
export function veilNative(native: unknown, where: string): unknown {
  if (typeof native !== "object" || native === null || Object.hasOwn(native, inspect.custom)) return native;
  const name = native.constructor.name;
  return Object.defineProperties(native, {
    [inspect.custom]: { value: () => `[${name} of ${where}]` },
    toJSON: { value: () => ({ server: where }) },
  });
}
