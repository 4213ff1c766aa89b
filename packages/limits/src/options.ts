import { chooseCache } from "@coffer/backend-kit";
import { type Cache, type Caches, type Client, show, type Timeout, toMilliseconds } from "@coffer/cache-core";

/** Options of `limiter`, `semaphore` and `windowCounter`. */
export interface NamedOptions {
  /**
   * What is limited, such as `"login"`: a part of the Redis keys. Limits of one kind with equal names share their keys, in all processes.
   */
  readonly name: string;
  /**
   * The alias of the cache, if the first argument is all caches.
   * @default "default"
   */
  readonly alias?: string | undefined;
}

/** Its cache without the error policy: an unknown limit must not look like a known one. */
export function clientOf(caches: Caches | Cache, options: NamedOptions, who: string): Client {
  return chooseCache(caches, options.alias, who).client;
}

/** @throws TypeError unless it is a non-empty string. */
export function checkText(text: unknown, name: string, who: string): string {
  if (typeof text === "string" && text !== "") return text;
  throw new TypeError(`${who}: ${name} must be a string of at least one character, got ${show(text)}`);
}

/** @throws TypeError unless it is a whole number from 1 on. */
export function checkCount(count: unknown, name: string, who: string): number {
  if (Number.isSafeInteger(count) && (count as number) >= 1) return count as number;
  throw new TypeError(`${who}: ${name} must be a whole number from 1 on, got ${show(count)}`);
}

/** In milliseconds. @throws TypeError unless it is a time of at least a millisecond. */
export function checkTime(time: Timeout, name: string, who: string): number {
  const milliseconds = toMilliseconds(time, name);
  if (milliseconds !== null && milliseconds >= 1) return milliseconds;
  throw new TypeError(`${who}: ${name} must be a time of at least a millisecond, got ${show(time)}`);
}

/**
 * The key of a name, and of an id if there is one. Colons of the name are escaped: otherwise the limits "a" and "a:b"
 * could share a key.
 * @param kind precedes the name.
 */
export function keyOf(kind: string, name: string, id?: string): string {
  const named = `${kind}:${name.replaceAll("%", "%25").replaceAll(":", "%3A")}`;
  return id === undefined ? named : `${named}:${id}`;
}
