import type { BackendSettings } from "@coffer/cache-core";
import { RedisCache } from "./redis-cache.js";
import { fromLocMem } from "./settings/from-django.js";

/** The backend for `django.core.cache.backends.locmem.LocMemCache`: a RedisCache over ioredis-mock, in the memory of the process. */
export class LocMemCache extends RedisCache {
  static override readonly settings: BackendSettings = { ...RedisCache.settings, translate: fromLocMem };
}
