import { types } from "node:util";
import { describe } from "./describe.js";
import { isDirect, isPlainArray, isPlainObject } from "./is-plain.js";
import { pathSegment } from "./path-segment.js";

/** V8 gives up at some 1,000 levels, depending on how much of the stack its caller has used. */
export const MAX_DEPTH: number = 500;

/** Where a value holds something that would not come back equal. */
export interface Refusal {
  /** How to get there from the outermost value: `.items[3].created`; empty for that value itself. */
  path: string;
  /** The end of the sentence: `is a function: leave it out`. */
  readonly what: string;
}

/**
 * The first thing in `value` that V8 would refuse without a word on where it is, or change. Symbols as keys, and properties
 * of arrays besides their items, are not looked for.
 */
export function findRefusal(value: unknown): Refusal | undefined {
  return walk(value, 0, new Set());
}

/** `seen` holds what has been entered before: V8 keeps cycles, and the same object in two places. */
function walk(value: unknown, depth: number, seen: Set<object>): Refusal | undefined {
  if (typeof value !== "object") {
    return typeof value === "function" || typeof value === "symbol"
      ? { path: "", what: describe(value) }
      : undefined;
  }
  if (value === null || seen.has(value)) return undefined;
  seen.add(value);
  if (Array.isArray(value) && isPlainArray(value)) return items(value, depth, seen);
  if (isPlainObject(value)) return properties(value, Object.keys(value), depth, seen);
  if (types.isMap(value) && isDirect(value, 2)) return entries(value, depth, seen);
  if (types.isSet(value) && isDirect(value, 2)) return members(value, depth, seen);
  if (isKeptError(value)) return properties(value, ["cause"], depth, seen);
  return isKeptWhole(value) ? undefined : { path: "", what: describe(value) };
}

function items(array: readonly unknown[], depth: number, seen: Set<object>): Refusal | undefined {
  if (depth >= MAX_DEPTH) return tooDeep();
  for (let index = 0; index < array.length; index++) {
    const value = array[index];
    if (typeof value === "string" || typeof value === "number") continue;
    // A few bytes could stand for any number of holes, so reading them would be an invitation.
    if (value === undefined && !Object.hasOwn(array, index)) {
      return { path: pathSegment(index), what: "is a hole: store undefined or null" };
    }
    const refusal = walk(value, depth + 1, seen);
    if (refusal !== undefined) return within(pathSegment(index), refusal);
  }
  return undefined;
}

function properties(
  object: object,
  keys: readonly string[],
  depth: number,
  seen: Set<object>,
): Refusal | undefined {
  if (depth >= MAX_DEPTH) return tooDeep();
  for (const key of keys) {
    const value = (object as Record<string, unknown>)[key];
    if (typeof value === "string" || typeof value === "number") continue;
    const refusal = walk(value, depth + 1, seen);
    if (refusal !== undefined) return within(pathSegment(key), refusal);
  }
  return undefined;
}

function entries(map: ReadonlyMap<unknown, unknown>, depth: number, seen: Set<object>): Refusal | undefined {
  if (depth >= MAX_DEPTH) return tooDeep();
  let place = 0;
  for (const [key, value] of map) {
    const inKey = walk(key, depth + 1, seen);
    if (inKey !== undefined) return within(`.keys()[${place}]`, inKey);
    const inValue = walk(value, depth + 1, seen);
    if (inValue !== undefined) {
      return within(
        typeof key === "string" ? `.get(${JSON.stringify(key)})` : `.values()[${place}]`,
        inValue,
      );
    }
    place++;
  }
  return undefined;
}

function members(set: ReadonlySet<unknown>, depth: number, seen: Set<object>): Refusal | undefined {
  if (depth >= MAX_DEPTH) return tooDeep();
  let place = 0;
  for (const value of set) {
    const refusal = walk(value, depth + 1, seen);
    if (refusal !== undefined) return within(`.values()[${place}]`, refusal);
    place++;
  }
  return undefined;
}

const ERROR_NAMES = [
  "Error",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
];
const ERROR_PROPERTIES = ["stack", "message", "cause"];

/** Whether `value` is an error with nothing to it that V8 leaves out, such as a `code`. */
function isKeptError(value: object): boolean {
  if (!types.isNativeError(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return (
    ERROR_NAMES.includes(value.name) &&
    // Error's own prototype is directly below Object's, those of the others below Error's.
    Object.hasOwn(prototype, "name") &&
    isDirect(value, value.name === "Error" ? 2 : 3) &&
    Object.getOwnPropertyNames(value).every((name) => ERROR_PROPERTIES.includes(name))
  );
}

/** Whether `value` is of a kind without values inside, and not of a subclass. */
function isKeptWhole(value: object): boolean {
  if (Buffer.isBuffer(value)) return isDirect(value, 4);
  if (types.isTypedArray(value)) return isDirect(value, 3);
  if (types.isArrayBuffer(value))
    return isDirect(value, 2) && (value as { resizable?: boolean }).resizable !== true;
  const isKept =
    (types.isDate(value) && !Number.isNaN(value.getTime())) ||
    types.isRegExp(value) ||
    types.isDataView(value) ||
    (types.isBoxedPrimitive(value) && !types.isSymbolObject(value));
  return isKept && isDirect(value, 2);
}

function tooDeep(): Refusal {
  return { path: "", what: `is nested more than ${MAX_DEPTH} levels deep: flatten it` };
}

/** The path is put together on the way back from a refusal, so that it costs nothing where there is none. */
function within(segment: string, refusal: Refusal): Refusal {
  refusal.path = segment + refusal.path;
  return refusal;
}
