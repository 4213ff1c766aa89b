import type { BackendSettings } from "@coffer/cache-core";
import { RedisCache } from "./redis-cache.js";
import { fromDjangoRedis } from "./settings/from-django.js";

/** What `django.core.cache.backends.redis.RedisCache` names: the same cache, with its settings in the words of Django's own backend. */
export class DjangoRedisCache extends RedisCache {
  static override readonly settings: BackendSettings = { ...RedisCache.settings, translate: fromDjangoRedis };
}
