export type * from "@coffer/cache-core";
export {
  CacheError,
  Caches,
  CipherError,
  CompressorError,
  ConnectionInterrupted,
  codeOf,
  commandChannel,
  ERROR_CODES,
  escapeGlob,
  ImproperlyConfigured,
  isCacheKey,
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
