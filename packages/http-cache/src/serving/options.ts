import { checkNames } from "@coffer/backend-kit";
import { type Delay, show, type Timeout, toMilliseconds } from "@coffer/cache-core";
import type { AnswerHead } from "../answers/messages.js";

/** Options for all frameworks; `Request` is the type of the framework's request. */
export interface HttpCacheOptions<Request = unknown> {
  /**
   * The alias of the cache, if the middleware is given all caches.
   * @default "default"
   */
  readonly alias?: string | undefined;
  /**
   * The freshness lifetime of responses without their own in `Cache-Control`, `Expires` or `Pragma`: seconds, or a duration such as `"1m"`. For
   * status 200, 203, 301 and 308.
   * @default such responses are not stored
   */
  readonly maxAge?: Delay | undefined;
  /**
   * How long the cache keeps stale responses at most, for `stale-while-revalidate`, `stale-if-error` and validation: seconds, or a duration.
   * @default "1h"
   */
  readonly keep?: Delay | undefined;
  /**
   * How long a request waits at most for the response to an equal one that is running, before it calls the application itself: seconds, or a
   * duration. A slower response is not stored.
   * @default "30s"
   */
  readonly wait?: Delay | undefined;
  /**
   * The longest body that is stored, in bytes.
   * @default 1048576 (1 MiB)
   */
  readonly maxBytes?: number | undefined;
  /**
   * Returns a part of the key, in addition to scheme, host and URL: requests with different results never share a response.
   * @default none
   */
  readonly key?: ((request: Request) => string) | undefined;
  /**
   * Returns whether a request goes to the application without the cache; its response is not stored.
   * @default `false` for every request
   */
  readonly bypass?: ((request: Request) => boolean) | undefined;
  /**
   * Returns the tags of a response, for `cache.deleteByTag`.
   * @default none
   */
  readonly tags?: ((request: Request, answer: AnswerHead) => Iterable<string>) | undefined;
}

export interface HttpCacheSettings {
  /** Seconds. */
  readonly maxAge: number | undefined;
  /** Seconds. */
  readonly keep: number;
  /** Seconds. */
  readonly wait: number;
  readonly maxBytes: number;
  readonly key: (request: unknown) => string;
  readonly bypass: (request: unknown) => boolean;
  readonly tags: ((request: unknown, answer: AnswerHead) => Iterable<string>) | undefined;
}

const KNOWN = ["alias", "maxAge", "keep", "wait", "maxBytes", "key", "bypass", "tags"];

/**
 * @param more names of further options of the framework.
 * @throws TypeError naming the invalid option.
 */
export function readOptions(options: object, more: readonly string[] = []): HttpCacheSettings {
  checkNames(options, [...KNOWN, ...more], "httpCache");
  const {
    maxAge,
    keep = "1h",
    wait = "30s",
    maxBytes = 1_048_576,
    ...functions
  } = options as HttpCacheOptions;
  if (typeof maxBytes !== "number" || !(maxBytes >= 0))
    throw new TypeError(`httpCache: maxBytes must be a number of bytes from 0, got ${show(maxBytes)}`);
  for (const name of ["key", "bypass", "tags"] as const) {
    const given = functions[name];
    if (given !== undefined && typeof given !== "function")
      throw new TypeError(`httpCache: ${name} must be a function, got ${show(given)}`);
  }
  const { key = () => "", bypass = () => false, tags } = functions;
  return {
    maxAge: maxAge === undefined ? undefined : Math.floor(seconds(maxAge, "maxAge")),
    keep: seconds(keep, "keep"),
    wait: seconds(wait, "wait"),
    maxBytes,
    key,
    bypass,
    tags,
  };
}

function seconds(given: Delay, name: string): number {
  const milliseconds = toMilliseconds(given as Timeout, name);
  if (milliseconds === null || milliseconds < 0)
    throw new TypeError(`httpCache: ${name} must be a time from 0, got ${show(given)}`);
  return milliseconds / 1000;
}
