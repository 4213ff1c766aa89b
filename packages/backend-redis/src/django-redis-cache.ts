import type { BackendSettings } from "@coffer/cache-core";
import { RedisCache } from "./redis-cache.js";
import { fromDjangoRedis } from "./settings/from-django.js";

/** The backend for `django.core.cache.backends.redis.RedisCache`: a RedisCache that takes the settings of Django's own backend. */
export class DjangoRedisCache extends RedisCache {
  static override readonly settings: BackendSettings = { ...RedisCache.settings, translate: fromDjangoRedis };
}
