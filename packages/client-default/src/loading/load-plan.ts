import type { Delay, LoadOptions, Timeout } from "@coffer/cache-core";
import { show, toMilliseconds } from "@coffer/cache-core";
import { checkJitter, milliseconds } from "../calls/arguments.js";
import type { Life } from "../entry/life.js";
import type { Gather } from "./gather.js";

/** How a call of getOrSet loads: parsed `LoadOptions`. Times are in milliseconds. */
export interface LoadPlan {
  readonly timeout: number | null;
  readonly nullTimeout: number | null;
  readonly stale: number;
  readonly grace: number;
  /** 1: never. */
  readonly eager: number;
  /** Infinity: until it ends. */
  readonly softTimeout: number;
  /** Infinity: no limit. */
  readonly hardTimeout: number;
  readonly retryAfter: number;
  readonly jitter: number;
  readonly isFresh: boolean;
  /** Their Redis keys; undefined: none, and the loader may add none. */
  readonly tags: readonly string[] | undefined;
  /** The Redis keys of tags. @throws TypeError for invalid names. */
  readonly tagsOf: (names: Iterable<string>) => readonly string[];
  readonly behind: LoadOptions["behind"];
  /** If the key is loaded together with others. */
  readonly gather?: Gather;
}

const RETRY_AFTER = 5_000;

/** The names of `LoadOptions`. */
export const LOAD: ReadonlySet<string> = new Set([
  "version",
  "timeout",
  "expiresAt",
  "stale",
  "grace",
  "eager",
  "softTimeout",
  "hardTimeout",
  "retryAfter",
  "nullTimeout",
  "jitter",
  "fresh",
  "tags",
  "behind",
]);

/** A call with only a timeout. */
export function plainPlan(timeout: number | null, jitter: number): LoadPlan {
  return {
    timeout,
    nullTimeout: timeout,
    stale: 0,
    grace: 0,
    eager: 1,
    softTimeout: Number.POSITIVE_INFINITY,
    hardTimeout: Number.POSITIVE_INFINITY,
    retryAfter: RETRY_AFTER,
    jitter,
    isFresh: false,
    tags: undefined,
    tagsOf: () => [],
    behind: undefined,
  };
}

/**
 * @param tagsOf returns the Redis keys of tags.
 * @throws TypeError, RangeError
 */
export function readPlan(
  options: LoadOptions,
  timeout: number | null,
  jitter: number,
  tagsOf: LoadPlan["tagsOf"],
): LoadPlan {
  const { eager, behind, fresh, nullTimeout, tags } = options;
  if (eager !== undefined && !(typeof eager === "number" && eager > 0 && eager < 1))
    throw new TypeError(`eager must be a number between 0 and 1, got ${show(eager)}`);
  if (behind !== undefined && typeof behind !== "function")
    throw new TypeError(`behind must be a function, got ${show(behind)}`);
  return {
    timeout,
    nullTimeout: milliseconds(nullTimeout, timeout),
    stale: delay(options.stale, "stale", 0),
    grace: delay(options.grace, "grace", 0),
    eager: eager ?? 1,
    softTimeout: delay(options.softTimeout, "softTimeout", Number.POSITIVE_INFINITY),
    hardTimeout: delay(options.hardTimeout, "hardTimeout", Number.POSITIVE_INFINITY),
    retryAfter: delay(options.retryAfter, "retryAfter", RETRY_AFTER),
    jitter: options.jitter === undefined ? jitter : checkJitter(options.jitter),
    isFresh: fresh === true,
    tags: tags === undefined ? undefined : tagsOf(tags),
    tagsOf,
    behind,
  };
}

/** A duration in milliseconds. @throws TypeError for an invalid or a negative one. */
export function delay(given: Delay | undefined, name: string, whenLeftOut: number): number {
  if (given === undefined) return whenLeftOut;
  const time = toMilliseconds(given as Timeout, name);
  if (time === null || time < 0) throw new TypeError(`${name} must be a time from 0, got ${show(given)}`);
  return time;
}

/** Whether a stale value may be returned, so that it is kept, and passed to the loader. */
export function keepsOld({ stale, grace, eager }: Pick<LoadPlan, "stale" | "grace" | "eager">): boolean {
  return stale > 0 || grace > 0 || eager < 1;
}

/** The life of a loaded value. */
export function lifeOf(
  kept: Pick<LoadPlan, "stale" | "grace" | "eager">,
  timeout: number | null,
  tags: string,
): Life {
  const keep = Math.max(kept.stale, kept.grace);
  return { timeout, keep, expiresEarly: false, hasHead: tags !== "" || keepsOld(kept), tags };
}
