import { isDate } from "node:util/types";
import { checkWellFormed } from "@coffer/backend-kit";
import { show, type Timeout, type TimeoutOptions, toMilliseconds } from "@coffer/cache-core";

/** The names of options, by method family. */
export const VERSION: ReadonlySet<string> = new Set(["version"]);
export const MAKE_KEY: ReadonlySet<string> = new Set(["version", "prefix"]);
export const TIMEOUT: ReadonlySet<string> = new Set(["version", "timeout", "expiresAt"]);
export const ADD: ReadonlySet<string> = new Set([...TIMEOUT, "tags", "jitter"]);
export const SET: ReadonlySet<string> = new Set([...ADD, "nx", "xx"]);
const OPTIONS: ReadonlySet<string> = new Set([...MAKE_KEY, ...SET]);

const MOST_JITTER = 0.5;

/** Boolean options of all methods: 1 or "no" would be truthy. */
const FLAGS = new Set([
  "nx",
  "xx",
  "gt",
  "lt",
  "ch",
  "incr",
  "desc",
  "withScores",
  "ignoreKeyCheck",
  "write",
  "blocking",
  "fencing",
  "replaceTtl",
  "final",
  "fresh",
]);

/**
 * The options of a call. An unknown name would silently do nothing, so it is rejected.
 * @throws TypeError
 */
export function checkOptions<T extends object>(
  options: T | undefined,
  known: ReadonlySet<string>,
): T | undefined {
  if (options === undefined) return undefined;
  if (!isPlainObject(options)) {
    throw new TypeError(`options must be an object with ${[...known].join(", ")}, got ${show(options)}`);
  }
  for (const name in options) {
    if (!known.has(name))
      throw new TypeError(`options has no ${show(name)}; there are ${[...known].join(", ")}`);
    const value: unknown = options[name];
    if (FLAGS.has(name) && value !== undefined && typeof value !== "boolean") {
      throw new TypeError(`${name} must be true or false, got ${show(value)}`);
    }
  }
  return options;
}

/** Plain objects of this realm or another; not a Date, a Map or a list, whose property names would all be unknown. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Options, or a timeout alone for methods that mostly need only that. `expiresAt` is converted to a timeout here, and
 * nowhere else.
 */
export function timeoutOptions<T extends TimeoutOptions>(
  options: Timeout | T | undefined,
  known: ReadonlySet<string>,
): T | undefined {
  if (typeof options === "object" && options !== null) return withTimeout(checkOptions(options, known) as T);
  return options === undefined ? undefined : ({ timeout: options } as T);
}

function withTimeout<T extends TimeoutOptions>(given: T): T {
  if (given.expiresAt === undefined) return given;
  const { expiresAt, ...options } = given;
  if (options.timeout !== undefined)
    throw new TypeError("timeout and expiresAt exclude each other: give one of them");
  const moment = isDate(expiresAt) ? expiresAt.getTime() : Number.NaN;
  if (Number.isNaN(moment)) throw new TypeError(`expiresAt must be a valid Date, got ${show(expiresAt)}`);
  return { ...options, timeout: `${Math.max(0, moment - Date.now())}ms` } as unknown as T;
}

/** A timeout in milliseconds, `null` for never. */
export function milliseconds(timeout: Timeout | undefined, whenLeftOut: number | null): number | null {
  return timeout === undefined ? whenLeftOut : toMilliseconds(timeout);
}

export function checkInteger(value: unknown, name: string, min: number = Number.MIN_SAFE_INTEGER): number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a whole number, got ${show(value)}`);
  if (!Number.isSafeInteger(value) || value < min) {
    const from = min === Number.MIN_SAFE_INTEGER ? "" : ` from ${min}`;
    throw new RangeError(`${name} must be a whole number${from}, got ${value}`);
  }
  return value;
}

/** By how much a timeout is shortened at most. */
export function checkJitter(value: unknown): number {
  if (typeof value === "number" && value >= 0 && value <= MOST_JITTER) return value;
  throw new TypeError(`jitter must be a number from 0 to ${MOST_JITTER}, got ${show(value)}`);
}

/** A timeout shortened by a random fraction, so that values stored together do not expire together. */
export function jittered(timeout: number | null, jitter: number): number | null {
  if (jitter === 0 || timeout === null || timeout <= 1) return timeout;
  return Math.max(1, Math.round(timeout * (1 - Math.random() * jitter)));
}

export function checkNumber(value: unknown, name: string): number {
  if (typeof value === "number" && !Number.isNaN(value)) return value;
  throw new TypeError(`${name} must be a number, got ${show(value)}`);
}

export function checkText(value: unknown, name: string): string {
  if (typeof value === "string") return checkWellFormed(value, name);
  throw new TypeError(`${name} must be a string, got ${show(value)}`);
}

/** @param wanted what the elements are, for the message. */
export function checkIterable<T>(value: Iterable<T>, name: string, wanted: string): Iterable<T> {
  const iterable = typeof value === "object" && value !== null && Symbol.iterator in value;
  if (iterable) return value;
  throw new TypeError(`${name} must be an array or another iterable of ${wanted}, got ${show(value)}`);
}

export function checkSome(values: readonly unknown[], name: string): void {
  if (values.length === 0) throw new TypeError(`${name}: at least one is needed`);
}

/**
 * The members of a method that takes no options after them.
 * @throws TypeError without members, and if the last one looks like options, which would silently be stored.
 */
export function checkMembers(members: readonly unknown[], method: string): void {
  checkSome(members, "members");
  const looks = members.map(looksLikeOptions);
  // Alone, or among others of its form, it can be meant as a member.
  if (looks.length < 2 || looks.indexOf(true) !== looks.length - 1) return;
  throw new TypeError(
    `${method} takes no options after the members, and ${show(members.at(-1))} looks like options: ` +
      "give another version with the key, as makeKey(key, { version }), and a timeout by expire; to make it a member, give it first or alone",
  );
}

function looksLikeOptions(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => OPTIONS.has(name));
}

/** A list of pairs, from an object, a Map or an iterable of pairs. */
export function checkPairs<A, B>(given: unknown, name: string, wanted: string): (readonly [A, B])[] {
  const list = [...pairsOf<A, B>(given, name, wanted)];
  for (const pair of list) {
    if (!Array.isArray(pair) || pair.length !== 2)
      throw new TypeError(`${name} must be ${wanted}, and one is ${show(pair)}`);
  }
  return list;
}

function pairsOf<A, B>(given: unknown, name: string, wanted: string): Iterable<readonly [A, B]> {
  if (typeof given === "object" && given !== null) {
    if (Symbol.iterator in given) return given as Iterable<readonly [A, B]>;
    // The property names of any other object are not its content: a promise has none, and would be stored as nothing.
    if (isPlainObject(given)) return Object.entries(given) as unknown as [A, B][];
  }
  throw new TypeError(`${name} must be ${wanted}, got ${show(given)}`);
}
