import { isPlainObject } from "@coffer/cache-core";
import { findDjangoSetting } from "@coffer/django-settings";

type CacheSaid = Readonly<Record<string, unknown>>;

/** Converts the settings of `django.core.cache.backends.redis.RedisCache`, whose OPTIONS are arguments of connections and of the backend, in lower case. */
export function fromDjangoRedis(cache: CacheSaid): CacheSaid {
  const { LOCATION, OPTIONS } = cache;
  const servers = typeof LOCATION === "string" ? LOCATION.split(/[;,]/) : LOCATION;
  if (!isPlainObject(OPTIONS)) return { ...cache, LOCATION: servers };
  const options: Record<string, unknown> = {};
  const kwargs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(OPTIONS)) {
    const row = findDjangoSetting("OPTIONS of Django's backend", name);
    if (row?.meaning === "same" && typeof row.here === "string") options[row.here] = value;
    else if (/^[a-z_]+$/.test(name)) kwargs[name] = value;
    else options[name] = value;
  }
  if (Object.keys(kwargs).length > 0) {
    const own = options.CONNECTION_POOL_KWARGS;
    options.CONNECTION_POOL_KWARGS = isPlainObject(own) ? { ...own, ...kwargs } : kwargs;
  }
  return { ...cache, LOCATION: servers, OPTIONS: options };
}

/**
 * Converts the settings of `django.core.cache.backends.locmem.LocMemCache` to those of ioredis-mock, which also stores in the memory of the
 * process. ioredis-mock identifies a store by host and database, Django by its LOCATION, which may be any text.
 */
export function fromLocMem(cache: CacheSaid): CacheSaid {
  const { LOCATION, OPTIONS } = cache;
  const name = Buffer.from(typeof LOCATION === "string" ? LOCATION : "").toString("hex");
  return {
    ...cache,
    LOCATION: `redis://locmem-${name}:6379/0`,
    OPTIONS: {
      ...(isPlainObject(OPTIONS) ? OPTIONS : {}),
      CONNECTION_FACTORY: "@coffer/connection-ioredis#ConnectionFactory",
      REDIS_CLIENT_CLASS: "ioredis-mock",
    },
  };
}
