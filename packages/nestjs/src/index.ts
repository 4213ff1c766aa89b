export {
  CofferHealthIndicator,
  type CofferHealthOptions,
  type HealthResult,
} from "./health/coffer-health-indicator.js";
export { getCacheToken } from "./inject/cache-token.js";
export { DefaultCache } from "./inject/default-cache.js";
export { InjectCache } from "./inject/inject-cache.js";
export { CacheEvict, type CacheEvictOptions } from "./methods/cache-evict.js";
export { Cached, type CachedOptions } from "./methods/cached.js";
export { CofferModule, CofferModule as default } from "./module/coffer-module.js";
export type {
  CofferModuleExtras,
  CofferModuleOptions,
  CofferOptionsFactory,
} from "./module/options.js";
