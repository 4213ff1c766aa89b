import { inspect } from "node:util";
import { redact } from "./redact.js";

/**
 * Gives `object`, which may contain passwords, a form without them for `console.log` and JSON, wherever a plugin
 * keeps it. It does not change otherwise. A value that is not an object, or already has such a form, is returned
 * unchanged.
 * @param shown returns what is shown instead of the object; left out: a copy without its secrets.
 */
export function redactOnInspect<T>(object: T, shown: (object: T & object) => unknown = withoutSecrets): T {
  if (typeof object !== "object" || object === null || Object.hasOwn(object, inspect.custom)) return object;
  const form = { value: () => shown(object) };
  return Object.defineProperties(object, { [inspect.custom]: form, toJSON: form });
}

function withoutSecrets(object: object): unknown {
  return redact(Array.isArray(object) ? [...object] : { ...object });
}
