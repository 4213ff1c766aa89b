import type { Version } from "./key.js";
import type { KeyFunction, ReverseKeyFunction } from "./keys.js";
import type { CacheOptions } from "./options.js";
import type { Plugin } from "./plugin.js";
import type { Timeout } from "./timeout.js";

/** The settings: what a Django project has as `CACHES`, and what concerns all caches. Plain JSON is enough. */
export interface Settings extends GlobalSettings, DjangoSettings {
  /** For editors: where the JSON schema of a settings file is. */
  readonly $schema?: string;
  /**
   * The caches by their alias; `default` is the one that is meant where none is named. A URL stands for a whole cache:
   * `"redis://:secret@host:6379/1?timeout=300&key_prefix=shop&client=herd"`.
   */
  readonly CACHES: Readonly<Record<string, CacheSettings | string>>;
}

/** For all caches that do not say otherwise in their OPTIONS. */
export interface GlobalSettings {
  readonly IGNORE_EXCEPTIONS?: boolean | null;
  readonly LOG_IGNORED_EXCEPTIONS?: boolean;
  readonly LOGGER?: CacheOptions["LOGGER"];
  readonly CONNECTION_FACTORY?: CacheOptions["CONNECTION_FACTORY"];
  readonly LAYERS?: CacheOptions["LAYERS"];
  readonly SCAN_ITERSIZE?: number;
  readonly CLOSE_CONNECTION?: boolean;
  /** Seconds. Read by the layer herd. */
  readonly CACHE_HERD_TIMEOUT?: number;
}

/** The same under the names that the original has for them. */
export type DjangoSettings = {
  readonly [Name in keyof GlobalSettings as Name extends "CACHE_HERD_TIMEOUT" | "LAYERS"
    ? never
    : `DJANGO_REDIS_${Name}`]?: GlobalSettings[Name];
};

export interface CacheSettings {
  /** The class of the cache itself: a package, a word such as `"dummy"`, or the class. @default "@coffer/backend-redis" */
  readonly BACKEND?: Plugin;
  /**
   * A URL, several with commas between them, or a list. The first is the primary, the others are its replicas. Required, unless
   * the `BACKEND` uses no Redis.
   */
  readonly LOCATION?: string | readonly string[];
  /** How long values live where `set` does not say. @default 300 (seconds) */
  readonly TIMEOUT?: Timeout | (string & {});
  /** @default "" */
  readonly KEY_PREFIX?: string;
  /** @default 1 */
  readonly VERSION?: Version;
  readonly KEY_FUNCTION?: string | KeyFunction;
  readonly REVERSE_KEY_FUNCTION?: string | ReverseKeyFunction;
  /** Those of the core and of the plugins that the program imports, or that `coffer` brings. */
  readonly OPTIONS?: CacheOptions;
}
