import { isPlainArray, isPlainObject } from "./is-plain.js";
import { pathSegment } from "./path-segment.js";

/** Python's parser gives up below 1,000 levels, some of which its caller has used. Cycles end here, too. */
export const MAX_DEPTH: number = 500;

/** Where a value holds something that JSON would not bring back equal. */
export interface Refusal {
  /** What JSON has no form for, or the container that is one level too deep. */
  readonly value: unknown;
  /** How to get there from the outermost value: `.items[3].created`; empty for that value itself. */
  path: string;
  /** The way from `value` back to itself, where it is too deep because it contains itself. */
  cycle?: string;
}

/**
 * The first thing in `value` that JSON would not bring back equal. `minusZero` says whether -0 may pass: JSON can
 * hold it, but JSON.stringify writes 0. Symbols as keys and properties of arrays besides their items are not looked
 * for: they are left out, as structuredClone leaves out the one and every reader of arrays the other.
 */
export function findRefusal(value: unknown, minusZero: boolean): Refusal | undefined {
  if (typeof value === "object") return value === null ? undefined : walk(value, 0, minusZero);
  if (typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number" && isKept(value, minusZero)) return undefined;
  return { value, path: "" };
}

// This runs on every write, so it takes the fewest steps: the usual kinds are told apart within the loops (a function
// for it makes the walk a third slower), and for...in takes two thirds of the time of Object.keys.
function walk(container: object, depth: number, minusZero: boolean): Refusal | undefined {
  if (depth >= MAX_DEPTH) return { value: container, path: "" };
  if (isPlainObject(container)) {
    for (const key in container) {
      const value = container[key];
      if (value === undefined || value === null || typeof value === "string") continue;
      if (typeof value === "boolean" || (typeof value === "number" && isKept(value, minusZero))) continue;
      const refusal = typeof value === "object" ? walk(value, depth + 1, minusZero) : { value, path: "" };
      // What a library may have added to Object.prototype is not written, and does no harm.
      if (refusal !== undefined && Object.hasOwn(container, key)) return within(container, key, refusal);
    }
    return undefined;
  }
  if (!isPlainArray(container)) return { value: container, path: "" };
  // By index: a hole reads as undefined, and is refused as JSON would make null of it.
  for (let index = 0; index < container.length; index++) {
    const value = container[index];
    if (value === null || typeof value === "string") continue;
    if (typeof value === "boolean" || (typeof value === "number" && isKept(value, minusZero))) continue;
    const refusal = typeof value === "object" ? walk(value, depth + 1, minusZero) : { value, path: "" };
    if (refusal !== undefined) return within(container, index, refusal);
  }
  return undefined;
}

function isKept(number: number, minusZero: boolean): boolean {
  return Number.isFinite(number) && (number !== 0 || minusZero || 1 / number > 0);
}

/** The path is put together on the way back from a refusal, so that it costs nothing where there is none. */
function within(container: object, key: string | number, refusal: Refusal): Refusal {
  refusal.path = pathSegment(key) + refusal.path;
  if (refusal.value === container) {
    refusal.cycle = refusal.path;
    refusal.path = "";
  }
  return refusal;
}
