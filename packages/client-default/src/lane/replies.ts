import type { Reply } from "@coffer/cache-core";

/** For scripts: see `Script.fits`. */
export function isInteger(reply: Reply | undefined): boolean {
  return typeof reply === "number";
}

/** An integer as text. */
export function isDecimal(reply: Reply): boolean {
  return Buffer.isBuffer(reply) && /^-?\d+$/.test(reply.toString());
}

export function toNumber(reply: Reply): number {
  return Number(reply);
}

/** Redis replies 1 for yes. */
export function toBoolean(reply: Reply): boolean {
  return Number(reply) === 1;
}

/** A bulk string or a simple one, as text. */
export function toText(reply: Reply): string {
  return String(reply);
}

export function toScore(reply: Reply): number {
  const text = toText(reply);
  if (text === "inf") return Number.POSITIVE_INFINITY;
  return text === "-inf" ? Number.NEGATIVE_INFINITY : Number(text);
}

export function toOptionalScore(reply: Reply): number | undefined {
  return reply === null ? undefined : toScore(reply);
}

/** Waits only for promises. */
export function allOrSync<T>(values: readonly (T | Promise<T>)[]): T[] | Promise<T[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as T[]);
}

/** What `use` makes of values, synchronously if all are available. */
export function whenReady<T, U>(values: T | Promise<T>, use: (values: T) => U): U | Promise<U> {
  return values instanceof Promise ? values.then(use) : use(values);
}

/** Those that are not missing. */
export function readable<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
