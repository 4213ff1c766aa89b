import type { BackendSettings } from "@coffer/cache-core";
import { RedisCache } from "./redis-cache.js";
import { fromLocMem } from "./settings/from-django.js";

/** What `django.core.cache.backends.locmem.LocMemCache` names: the same cache over ioredis-mock, in the memory of the process. */
export class LocMemCache extends RedisCache {
  static override readonly settings: BackendSettings = { ...RedisCache.settings, translate: fromLocMem };
}
