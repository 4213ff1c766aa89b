import { inspect } from "node:util";
import { redact } from "./redact.js";

/**
 * Gives `object`, which may have passwords in it, a form for `console.log` and JSON that shows none, wherever a plugin keeps it.
 * Everything else about it stays as it is.
 */
export function redactOnInspect<T extends object>(object: T): T {
  const shown = () => redact(Array.isArray(object) ? [...object] : { ...object });
  return Object.defineProperties(object, { [inspect.custom]: { value: shown }, toJSON: { value: shown } });
}
