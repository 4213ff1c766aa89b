import { findDjangoSetting } from "../django/find-django-setting.js";
import { isPlainObject } from "./check-value.js";
import type { ResolveContext } from "./resolve-cache.js";

type CacheSaid = Readonly<Record<string, unknown>>;

/** A cache of one of Django's own backends, in the words of django-redis; any other cache as it is. */
export async function readDjangoBackend(
  cache: CacheSaid,
  path: string,
  context: ResolveContext,
): Promise<CacheSaid> {
  switch (cache.BACKEND) {
    case "django.core.cache.backends.redis.RedisCache":
      return readRedis(cache);
    case "django.core.cache.backends.locmem.LocMemCache":
      return readLocMem(cache, path, context);
    default:
      return cache;
  }
}

/** Its OPTIONS are arguments of the connections, and of the backend itself, in lower case. */
function readRedis(cache: CacheSaid): CacheSaid {
  const { LOCATION, OPTIONS } = cache;
  const servers = typeof LOCATION === "string" ? LOCATION.split(/[;,]/) : LOCATION;
  if (!isPlainObject(OPTIONS)) return { ...cache, LOCATION: servers };
  const options: Record<string, unknown> = {};
  const kwargs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(OPTIONS)) {
    const row = findDjangoSetting("OPTIONS of Django's backend", name);
    if (row?.meaning === "same" && row.here !== undefined) options[row.here] = value;
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
 * A store in the memory of the process, as ioredis-mock is. There a store is known by its host and database; Django knows it by its
 * LOCATION, which may be any text.
 */
async function readLocMem(
  cache: CacheSaid,
  path: string,
  { loader, mistakes }: ResolveContext,
): Promise<CacheSaid> {
  const { LOCATION, OPTIONS } = cache;
  const name = Buffer.from(typeof LOCATION === "string" ? LOCATION : "").toString("hex");
  const REDIS_CLIENT_CLASS = await mistakes.collect(() =>
    loader.load(
      "ioredis-mock",
      { name: "redis client", is: "class" },
      `${path}.BACKEND (the memory of the process, by ioredis-mock)`,
    ),
  );
  return {
    ...cache,
    LOCATION: `redis://locmem-${name}:6379/0`,
    OPTIONS: {
      ...(isPlainObject(OPTIONS) ? OPTIONS : {}),
      CONNECTION_FACTORY: "@coffer/connection-ioredis#ConnectionFactory",
      REDIS_CLIENT_CLASS,
    },
  };
}
