import { isRegExp } from "node:util/types";

/** A value for the page: plain JSON that shows every type, with a limited size for any value. */
export type Tree =
  | { readonly type: "scalar"; readonly of: string; readonly text: string; readonly omitted?: number }
  | {
      readonly type: "list" | "entries";
      /** `Array`, `Object`, `Map`, `Set`, or the name of a class. */
      readonly of: string;
      readonly size: number;
      /** Names and values alternating for `entries`, values for a `list`. */
      readonly children: readonly Tree[];
      /** How many more there are than shown. */
      readonly omitted?: number;
    };

/** How many values are shown, how many characters of all strings, and how deep. */
const VALUES = 5000;
const CHARACTERS = 256 * 1024;
const DEPTH = 50;

interface Budget {
  values: number;
  characters: number;
}

/** @param part the value's share of the limit, if it is one of many. */
export function toTree(value: unknown, part = 1): Tree {
  return grow(value, { values: VALUES * part, characters: Math.floor(CHARACTERS * part) }, []);
}

function grow(value: unknown, budget: Budget, above: readonly unknown[]): Tree {
  budget.values -= 1;
  switch (typeof value) {
    case "string":
      return scalar("string", value, budget);
    case "number":
      return scalar("number", Object.is(value, -0) ? "-0" : String(value), budget);
    case "bigint":
      return scalar("bigint", String(value), budget);
    case "object":
      return value === null ? scalar("null", "null", budget) : growObject(value, budget, above);
    default:
      return scalar(typeof value, String(value), budget);
  }
}

function growObject(value: object, budget: Budget, above: readonly unknown[]): Tree {
  if (above.includes(value)) return scalar("circular", "", budget);
  if (above.length >= DEPTH) return scalar("deeper", "", budget);
  const path = [...above, value];
  if (Array.isArray(value)) return branch("list", "Array", value.length, value, budget, path);
  if (value instanceof Date) {
    return scalar("Date", Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString(), budget);
  }
  if (value instanceof Map) return branch("entries", "Map", value.size, flat(value), budget, path);
  if (value instanceof Set) return branch("list", "Set", value.size, value, budget, path);
  if (ArrayBuffer.isView(value)) {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return scalar("bytes", bytes.toString("hex", 0, CHARACTERS), budget, bytes.length * 2);
  }
  if (isRegExp(value)) return scalar("RegExp", String(value), budget);
  if (value instanceof Error) return scalar(value.name, value.message, budget);
  const entries = Object.entries(value);
  const name = Object.getPrototypeOf(value)?.constructor?.name ?? "Object";
  return branch("entries", String(name), entries.length, flat(entries), budget, path);
}

function branch(
  type: "list" | "entries",
  of: string,
  size: number,
  parts: Iterable<unknown>,
  budget: Budget,
  path: readonly unknown[],
): Tree {
  const children: Tree[] = [];
  for (const part of parts) {
    // A name is not shown without its value.
    if (budget.values <= 0 && (type === "list" || children.length % 2 === 0)) break;
    children.push(grow(part, budget, path));
  }
  const shown = type === "list" ? children.length : children.length / 2;
  return { type, of, size, children, ...(shown < size && { omitted: size - shown }) };
}

function* flat(entries: Iterable<readonly [unknown, unknown]>): Iterable<unknown> {
  for (const [name, value] of entries) {
    yield name;
    yield value;
  }
}

function scalar(of: string, text: string, budget: Budget, length: number = text.length): Tree {
  const shown = text.slice(0, Math.max(0, budget.characters));
  budget.characters -= shown.length;
  const omitted = length - shown.length;
  return { type: "scalar", of, text: shown, ...(omitted > 0 && { omitted }) };
}
