export { escapeGlob, isCacheKey } from "@coffer/backend-kit";
export { commandChannel } from "@coffer/backend-redis";
export type * from "@coffer/cache-core";
export {
  CacheError,
  Caches,
  CompressorError,
  ConnectionInterrupted,
  codeOf,
  ERROR_CODES,
  ImproperlyConfigured,
  KeyNotFound,
  LoadCycle,
  LockError,
  LockNotOwned,
  PluginError,
  SerializerError,
} from "@coffer/cache-core";
// For their options: whoever writes settings for `coffer` has those of its parts.
export type {} from "@coffer/client-default";
export type {} from "@coffer/connection-ioredis";
export { createCaches } from "./create-caches.js";
