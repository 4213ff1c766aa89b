import { ImproperlyConfigured, show } from "@coffer/cache-core";

/** `pickle.HIGHEST_PROTOCOL` of every Python since 3.8. */
const HIGHEST = 5;
/** What Python's int() reads: blanks around it, a sign, single underscores between the digits. */
const INTEGER = /^\s*[+-]?\d+(?:_\d+)*\s*$/;

/**
 * What the original checks. Below zero is the highest protocol, as in Python.
 * @throws ImproperlyConfigured for what is no integer to Python, `null` included, and for more than the highest.
 */
export function checkPickleVersion(value: unknown): void {
  const version = toInteger(value);
  if (version === undefined) {
    throw wrong(`must be a whole number up to ${HIGHEST}, or -1 for the highest, got ${show(value)}`);
  }
  if (version > HIGHEST) {
    throw wrong(`must not be higher than ${HIGHEST}, pickle's highest protocol, got ${show(value)}`);
  }
}

function toInteger(value: unknown): number | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? Math.trunc(value) : undefined;
    case "bigint":
    case "boolean":
      return Number(value);
    case "string":
      return INTEGER.test(value) ? Number(value.replaceAll("_", "")) : undefined;
    default:
      return undefined;
  }
}

function wrong(what: string): ImproperlyConfigured {
  return new ImproperlyConfigured([new Error(`PICKLE_VERSION ${what}`)]);
}
