import type { ForeignMeaning, ForeignPlace } from "@coffer/cache-core";

/** Where Python's settings have it. */
export type DjangoPlace =
  | ForeignPlace
  /** OPTIONS of `django.core.cache.backends.redis.RedisCache`, which are arguments in lower case. */
  | "OPTIONS of Django's backend"
  /** Also in SENTINEL_KWARGS, and in the query of a server's URL. */
  | "CONNECTION_POOL_KWARGS";

/** What one of Python's settings means here. */
export type DjangoSetting = Exclude<ForeignMeaning, { readonly meaning: "misplaced" | "unread" }> & {
  readonly place: DjangoPlace;
  readonly name: string;
  /** What is to be known about it, as a sentence without its end. */
  readonly note?: string;
};
