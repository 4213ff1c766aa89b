import { isPlainArray, isPlainObject } from "./is-plain.js";
import { propertyName } from "./path-segment.js";
import { Refused } from "./refused.js";
import type { Rules, Step } from "./rules.js";

/** Python's readers fail at 500 to 1,000 levels, including those of their callers. This limit also ends cycles. */
export const MAX_DEPTH: number = 500;

/**
 * One pass through a value. It runs on every write, so it is tuned: the loops themselves distinguish the usual kinds (calling a function for
 * it takes a third more time), and for...in takes two thirds of the time of Object.keys.
 */
export class Walk {
  readonly #rules: Rules;
  readonly #seen: Set<object> | undefined;
  readonly #steps: (Step | undefined)[] = [];
  /** How many of the steps lead to the current value. */
  #depth = 0;

  constructor(rules: Rules) {
    this.#rules = rules;
    this.#seen = rules.keepsCycles === true ? new Set() : undefined;
  }

  /** The steps to the current value. */
  get path(): readonly (Step | undefined)[] {
    return this.#steps.slice(0, this.#depth);
  }

  /** Returns what to store for `value`. @throws Refused */
  visit(value: unknown, depth: number): unknown {
    switch (typeof value) {
      case "string":
        if (this.#rules.text !== undefined) this.#text(value, depth);
        return value;
      case "boolean":
        return value;
      case "number":
        return isInteger32(value) || this.#keeps(value) ? value : this.#special(value, depth);
      case "object":
        return value === null ? value : this.#object(value, depth);
      default:
        return this.#special(value, depth);
    }
  }

  #object(value: object, depth: number): unknown {
    if (this.#seen?.has(value)) return value;
    this.#seen?.add(value);
    if (isPlainObject(value)) return this.#properties(value, depth);
    if (isPlainArray(value)) return this.#items(value, depth);
    return this.#special(value, depth);
  }

  #keeps(number: number): boolean {
    const rules = this.#rules;
    return rules.keepsNumber === undefined || rules.keepsNumber(number);
  }

  #special(value: unknown, depth: number): unknown {
    this.#depth = depth;
    return this.#rules.special(value, (part, step) => {
      this.#enter(depth);
      this.#steps[depth] = step;
      const prepared = this.visit(part, depth + 1);
      this.#depth = depth;
      return prepared;
    });
  }

  #properties(object: Record<string, unknown>, depth: number): object {
    const { dropsUndefined = false, refusesProto = false, text } = this.#rules;
    let copy: Record<string, unknown> | undefined;
    this.#enter(depth);
    for (const key in object) {
      if (refusesProto && key === "__proto__") this.#refuse(PROTO, depth);
      const value = object[key];
      if (text !== undefined) this.#name(key, depth);
      else if (typeof value === "string") continue;
      if (value === null || typeof value === "boolean") continue;
      if (typeof value === "number" && (isInteger32(value) || this.#keeps(value))) continue;
      // A property that a library added to Object.prototype is not written.
      if (!Object.hasOwn(object, key)) continue;
      if (value === undefined) {
        if (dropsUndefined) copy ??= copyOf(object, true);
        continue;
      }
      this.#steps[depth] = key;
      const prepared = this.visit(value, depth + 1);
      if (prepared !== value) {
        copy ??= copyOf(object, dropsUndefined);
        put(copy, key, prepared);
      }
    }
    return copy ?? object;
  }

  #items(array: readonly unknown[], depth: number): unknown {
    const { text } = this.#rules;
    let copy: unknown[] | undefined;
    this.#enter(depth);
    for (let index = 0; index < array.length; index++) {
      const value = array[index];
      if (typeof value === "string" && text === undefined) continue;
      if (value === null || typeof value === "boolean") continue;
      if (typeof value === "number" && (isInteger32(value) || this.#keeps(value))) continue;
      this.#steps[depth] = index;
      if (value === undefined && !Object.hasOwn(array, index))
        this.#refuse("is a hole: store null", depth + 1);
      const prepared = this.visit(value, depth + 1);
      if (prepared !== value) {
        copy ??= array.slice();
        copy[index] = prepared;
      }
    }
    // There is no cheaper check. It costs 8 ns an item, a tenth of what writing objects of a few properties takes.
    if (Object.keys(array).length !== array.length) this.#ownNames(array, depth);
    return copy ?? array;
  }

  /** Visits the properties of an array besides its items, such as the groups of a match or the total of a page of rows. */
  #ownNames(array: readonly unknown[], depth: number): void {
    for (const key of Object.keys(array).slice(array.length)) {
      this.#steps[depth] = key;
      if (this.#rules.keepsArrayProperties !== true) this.#refuse(besides(key), depth + 1);
      this.visit((array as unknown as Record<string, unknown>)[key], depth + 1);
    }
  }

  #text(text: string, depth: number): void {
    const why = this.#rules.text?.(text);
    if (why !== undefined) this.#refuse(why, depth);
  }

  #name(key: string, depth: number): void {
    this.#steps[depth] = key;
    const why = this.#rules.text?.(key);
    if (why !== undefined) this.#refuse(`is under a name that ${why}`, depth + 1);
  }

  #enter(depth: number): void {
    if (depth >= MAX_DEPTH) this.#refuse(`is nested more than ${MAX_DEPTH} levels deep: flatten it`, depth);
  }

  #refuse(what: string, depth: number): never {
    this.#depth = depth;
    throw new Refused(what);
  }
}

const PROTO = "has a property named __proto__: give it another name";

function besides(key: string): string {
  return `is a property of an array besides its items: store an object, such as { items: [...array], ${propertyName(key)}: ... }`;
}

function isInteger32(number: number): boolean {
  return (number | 0) === number && (number !== 0 || 1 / number > 0);
}

function copyOf(object: Record<string, unknown>, dropsUndefined: boolean): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value !== undefined || !dropsUndefined) put(copy, key, value);
  }
  return copy;
}

/** An assignment to `__proto__` would set the prototype. */
function put(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
