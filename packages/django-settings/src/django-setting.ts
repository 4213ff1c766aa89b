import type { ForeignMeaning, ForeignPlace } from "@coffer/cache-core";

/** The place in Python's settings. */
export type DjangoPlace =
  | ForeignPlace
  /** OPTIONS of `django.core.cache.backends.redis.RedisCache`, which are arguments in lower case. */
  | "OPTIONS of Django's backend"
  /** Also in SENTINEL_KWARGS, and in the query of a server's URL. */
  | "CONNECTION_POOL_KWARGS";

/** The meaning of one of Python's settings here. */
export type DjangoSetting = Exclude<ForeignMeaning, { readonly meaning: "misplaced" | "unread" }> & {
  /** Where Python's settings have it. */
  readonly place: DjangoPlace;
  /** Its name in Python's settings. */
  readonly name: string;
  /** A note about it, as a phrase without a full stop. */
  readonly note?: string;
};
