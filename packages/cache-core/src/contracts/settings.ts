import type { Cache } from "./cache.js";
import type { Version } from "./key.js";
import type { KeyFunction, ReverseKeyFunction } from "./keys.js";
import type { CacheOptions } from "./options.js";
import type { Plugin } from "./plugin.js";
import type { Timeout } from "./timeout.js";

/** The settings: `CACHES` as in a Django project, and options for all caches. Plain JSON is enough. */
export interface Settings extends GlobalSettings, DjangoSettings {
  /** For editors: where the JSON schema of a settings file is. */
  readonly $schema?: string;
  /**
   * The caches by their alias; `caches.get()` returns `default`. A URL stands for a whole cache:
   * `"redis://:secret@host:6379/1?timeout=300&key_prefix=shop&client=herd"`.
   */
  readonly CACHES: Readonly<Record<string, CacheSettings | string>>;
}

/** Options for every cache that does not set them in its own OPTIONS. */
export interface GlobalSettings {
  /** See `CacheOptions.IGNORE_EXCEPTIONS`. */
  readonly IGNORE_EXCEPTIONS?: boolean | null;
  /** See `CacheOptions.LOG_IGNORED_EXCEPTIONS`. */
  readonly LOG_IGNORED_EXCEPTIONS?: boolean;
  /** See `CacheOptions.LOGGER`. */
  readonly LOGGER?: CacheOptions["LOGGER"];
  /** See `CacheOptions.CONNECTION_FACTORY`. */
  readonly CONNECTION_FACTORY?: CacheOptions["CONNECTION_FACTORY"];
  /** See `CacheOptions.LAYERS`. */
  readonly LAYERS?: CacheOptions["LAYERS"];
  /** See `CacheOptions.SCAN_ITERSIZE`. */
  readonly SCAN_ITERSIZE?: number;
  /** See `CacheOptions.CLOSE_CONNECTION`. */
  readonly CLOSE_CONNECTION?: boolean;
  /** See `CacheOptions.TIMEOUT_JITTER`. */
  readonly TIMEOUT_JITTER?: number;
  /** How long the layer herd keeps a value after its timeout, in seconds. */
  readonly CACHE_HERD_TIMEOUT?: number;
}

/** `GlobalSettings` by the names of django-redis, such as `DJANGO_REDIS_IGNORE_EXCEPTIONS`. */
export type DjangoSettings = {
  readonly [Name in keyof GlobalSettings as Name extends "CACHE_HERD_TIMEOUT" | "LAYERS"
    ? never
    : `DJANGO_REDIS_${Name}`]?: GlobalSettings[Name];
};

/** The settings of one cache: a value of `CACHES`. */
export interface CacheSettings {
  /**
   * The class of the cache itself: a package, a word such as `"dummy"`, or the class.
   * @default "@coffer/backend-redis"
   */
  readonly BACKEND?: Plugin<Cache>;
  /**
   * A URL, several separated by commas, or a list. The first is the primary, the others are its replicas. Required, unless the `BACKEND`
   * uses no Redis.
   */
  readonly LOCATION?: string | readonly string[];
  /**
   * The timeout of values that are stored without one: seconds, a duration such as `"5m"`, or `null` for never expiring.
   * @default 300
   */
  readonly TIMEOUT?: Timeout | (string & {});
  /**
   * The beginning of every Redis key of the cache.
   * @default ""
   */
  readonly KEY_PREFIX?: string;
  /**
   * The version in every Redis key of the cache.
   * @default 1
   */
  readonly VERSION?: Version;
  /**
   * Returns the Redis key for key, prefix and version: a plugin string or the function.
   * @default `prefix:version:key`
   */
  readonly KEY_FUNCTION?: string | KeyFunction;
  /** Returns the key that `KEY_FUNCTION` made a Redis key from: a plugin string or the function. */
  readonly REVERSE_KEY_FUNCTION?: string | ReverseKeyFunction;
  /** The options of the core and of the plugins that the program imports or `coffer` includes. */
  readonly OPTIONS?: CacheOptions;
}
