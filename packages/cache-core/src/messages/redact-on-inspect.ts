import { inspect } from "node:util";
import { redact } from "./redact.js";

/**
 * Gives `object`, which may contain passwords, a form for `console.log` and JSON that shows none, wherever a plugin keeps it.
 * Everything else about it stays as it is. What is no object, or has such a form already, is returned unchanged.
 * @param shown returns what is shown in place of the object; left out: a copy of it without its secrets.
 */
export function redactOnInspect<T>(object: T, shown: (object: T & object) => unknown = withoutSecrets): T {
  if (typeof object !== "object" || object === null || Object.hasOwn(object, inspect.custom)) return object;
  const form = { value: () => shown(object) };
  return Object.defineProperties(object, { [inspect.custom]: form, toJSON: form });
}

function withoutSecrets(object: object): unknown {
  return redact(Array.isArray(object) ? [...object] : { ...object });
}
