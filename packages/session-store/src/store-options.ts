import { checkNames } from "@coffer/backend-kit";
import { show, type Timeout, toMilliseconds } from "@coffer/cache-core";
import { DjangoForm } from "./django-form.js";
import { ownForm } from "./own-form.js";
import type { SessionForm } from "./session-form.js";

/** Options of `SessionStore`. */
export interface SessionStoreOptions {
  /**
   * The alias of the cache, if the first argument is all caches.
   * @default "default"
   */
  readonly SESSION_CACHE_ALIAS?: string | undefined;
  /**
   * What precedes a session's id in its key; the cache's own prefix and version precede that.
   * @default "session:", Django's `"django.contrib.sessions.cache"` with `django`
   */
  readonly prefix?: string | undefined;
  /**
   * The lifetime of a session whose cookie has no expiry: seconds, a duration such as `"1d"`, or `null` for no
   * expiry. With `django`, give it Django's `SESSION_COOKIE_AGE`.
   * @default "1d", `"14d"` with `django`
   */
  readonly ttl?: Timeout | undefined;
  /**
   * Shares sessions with a Django service whose `SESSION_ENGINE` is `django.contrib.sessions.backends.cache`.
   * @default false
   */
  readonly django?: boolean | undefined;
}

export interface StoreSettings {
  readonly prefix: string;
  /** Milliseconds; `null`: no expiry. */
  readonly ttl: number | null;
  readonly form: SessionForm;
}

const KNOWN = ["SESSION_CACHE_ALIAS", "prefix", "ttl", "django"];

/** @throws TypeError naming the invalid option. */
export function readOptions(options: SessionStoreOptions): StoreSettings {
  checkNames(options, KNOWN, "SessionStore");
  const { django = false } = options;
  if (typeof django !== "boolean") throw new TypeError(`django must be true or false, got ${show(django)}`);
  const { prefix = django ? "django.contrib.sessions.cache" : "session:" } = options;
  // Without one, clear() would delete every key of the cache.
  if (typeof prefix !== "string" || prefix === "") {
    throw new TypeError(`prefix must be a string of at least one character, got ${show(prefix)}`);
  }
  const { ttl = django ? "14d" : "1d" } = options;
  const milliseconds = toMilliseconds(ttl, "ttl");
  if (milliseconds !== null && milliseconds <= 0) {
    throw new TypeError(`ttl must be more than 0, or null for no expiry, got ${show(ttl)}`);
  }
  return { prefix, ttl: milliseconds, form: django ? new DjangoForm(milliseconds) : ownForm };
}
