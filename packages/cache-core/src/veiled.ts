import { inspect } from "node:util";

const SECRET = /pass|secret|token|credential/i;
/** What stands between `//` and `@` in a URL. */
const CREDENTIALS = /(\/\/)[^/\s]*@/g;

/**
 * Gives `object`, which may have passwords in it, a form for `console.log` and JSON that shows none, wherever a plugin keeps it.
 * Everything else about it stays as it is.
 */
export function veiled<T extends object>(object: T): T {
  const shown = () => masked(object);
  return Object.defineProperties(object, { [inspect.custom]: { value: shown }, toJSON: { value: shown } });
}

/** A copy of lists and plain objects without their secrets; anything else as it is. */
function masked(value: unknown): unknown {
  if (typeof value === "string") return value.replace(CREDENTIALS, "$1***@");
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const isSecret = SECRET.test(name) && each !== undefined && each !== null;
      return [name, isSecret ? "***" : masked(each)];
    }),
  );
}
