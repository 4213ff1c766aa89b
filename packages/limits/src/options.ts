import { chooseCache } from "@coffer/backend-kit";
import { type Cache, type Caches, type Client, show, type Timeout, toMilliseconds } from "@coffer/cache-core";

/** What all of them are made with. */
export interface NamedOptions {
  /** What is limited, such as "login": the keys have it. Two with equal names share their keys, in all processes. */
  readonly name: string;
  /**
   * Which cache, where all caches are given.
   * @default "default"
   */
  readonly alias?: string | undefined;
}

/** Its cache without the policy on errors: a limit that is not known must not look like one that is. */
export function clientOf(caches: Caches | Cache, options: NamedOptions, who: string): Client {
  return chooseCache(caches, options.alias, who).client;
}

/** @throws TypeError for what is no text of at least one character. */
export function checkText(text: unknown, name: string, who: string): string {
  if (typeof text === "string" && text !== "") return text;
  throw new TypeError(`${who}: ${name} must be text of at least one character, got ${show(text)}`);
}

/** @throws TypeError for what is no whole number from 1 on. */
export function checkCount(count: unknown, name: string, who: string): number {
  if (Number.isSafeInteger(count) && (count as number) >= 1) return count as number;
  throw new TypeError(`${who}: ${name} must be a whole number from 1 on, got ${show(count)}`);
}

/** In milliseconds. @throws TypeError for what is no time, or none of at least a millisecond. */
export function checkTime(time: Timeout, name: string, who: string): number {
  const milliseconds = toMilliseconds(time, name);
  if (milliseconds !== null && milliseconds >= 1) return milliseconds;
  throw new TypeError(`${who}: ${name} must be a time of at least a millisecond, got ${show(time)}`);
}

/**
 * The key of a name, and of an id if there is one. Colons of the name are escaped: else the limits "a" and "a:b" could meet at one key.
 * @param kind what goes before the name.
 */
export function keyOf(kind: string, name: string, id?: string): string {
  const named = `${kind}:${name.replaceAll("%", "%25").replaceAll(":", "%3A")}`;
  return id === undefined ? named : `${named}:${id}`;
}
