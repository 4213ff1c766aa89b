import { inspect } from "node:util";
import { redact } from "./redact.js";

/**
 * Changes how `console.log` and `JSON.stringify` show an object that may contain passwords, so that they show none. Nothing else of the object
 * changes. A value that is not an object, or was passed before, is returned unchanged.
 * @param shown returns what to show instead of the object; left out: a copy without its secrets.
 * @returns `object` itself.
 */
export function redactOnInspect<T>(object: T, shown: (object: T & object) => unknown = withoutSecrets): T {
  if (typeof object !== "object" || object === null || Object.hasOwn(object, inspect.custom)) return object;
  const form = { value: () => shown(object) };
  return Object.defineProperties(object, { [inspect.custom]: form, toJSON: form });
}

function withoutSecrets(object: object): unknown {
  return redact(Array.isArray(object) ? [...object] : { ...object });
}
