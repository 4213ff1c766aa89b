import type { Codec, Reply } from "@coffer/cache-core";

export function toNumber(reply: Reply): number {
  return Number(reply);
}

/** Redis says 1 for yes. */
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

/** A value, or undefined for a nil reply. */
export function toValue<T>(codec: Codec, reply: Reply): T | undefined | Promise<T> {
  return reply === null ? undefined : (codec.decode(reply as Buffer) as T | Promise<T>);
}

/** Values, at once where every one of them is. */
export function toValues<T>(codec: Codec, replies: Reply): T[] | Promise<T[]> {
  return together((replies as Buffer[]).map((reply) => codec.decode(reply) as T | Promise<T>));
}

export function toValueSet<T>(codec: Codec, replies: Reply): Set<T> | Promise<Set<T>> {
  const values = toValues<T>(codec, replies);
  return values instanceof Promise ? values.then((each) => new Set(each)) : new Set(values);
}

/** Waits only where there is something to wait for. */
export function together<T>(values: readonly (T | Promise<T>)[]): T[] | Promise<T[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as T[]);
}
