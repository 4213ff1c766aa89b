/** Where Python's settings have it. */
export type DjangoPlace =
  | "top"
  | "cache"
  | "OPTIONS"
  /** OPTIONS of `django.core.cache.backends.redis.RedisCache`, which are arguments in lower case. */
  | "OPTIONS of Django's backend"
  /** Also in SENTINEL_KWARGS, and in the query of a server's URL. */
  | "CONNECTION_POOL_KWARGS"
  /** No name of a setting, but the dotted path that a setting has as its value. */
  | "value";

/** What one of Python's settings means here. */
export type DjangoSetting = {
  readonly place: DjangoPlace;
  readonly name: string;
} & (
  | {
      readonly meaning: "same";
      /** What it is called here. A value without it stands for the default of its setting. */
      readonly here?: string;
      /** What is to be known about it, as a sentence without its end. */
      readonly note?: string;
      /** What is not as in Python, to be logged once: the rest of the sentence that begins with the name. */
      readonly warning?: string;
    }
  /** It is taken and has no effect; the reason is logged once. */
  | { readonly meaning: "no effect"; readonly why: string }
  /** It is a problem of the settings; `instead` is what to do. */
  | { readonly meaning: "refused"; readonly instead: string }
);
