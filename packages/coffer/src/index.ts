export { escapeGlob, isCacheKey } from "@coffer/backend-kit";
export { commandChannel } from "@coffer/backend-redis";
export type * from "@coffer/cache-core";
export {
  CacheError,
  Caches,
  CipherError,
  CompressorError,
  ConnectionInterrupted,
  codeOf,
  ERROR_CODES,
  ImproperlyConfigured,
  KeyNotFound,
  LoadCycle,
  LoadTimeout,
  LockError,
  LockNotOwned,
  PluginError,
  SerializerError,
  UpdateConflict,
} from "@coffer/cache-core";
// For the types of their options in the settings.
export type {} from "@coffer/client-default";
export type {} from "@coffer/connection-ioredis";
export { createCaches } from "./create-caches.js";
