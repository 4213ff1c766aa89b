export { isCacheKey, MadeKey } from "./cache-key.js";
export { Caches } from "./caches.js";
export { Codec, type DecodedText, narrow, parseInteger } from "./codec.js";
export type * from "./contracts/cache.js";
export type * from "./contracts/cipher.js";
export type * from "./contracts/client.js";
export type * from "./contracts/compressor.js";
export type * from "./contracts/connection.js";
export type * from "./contracts/expiry.js";
export type * from "./contracts/hashes.js";
export type * from "./contracts/key.js";
export type * from "./contracts/lock.js";
export type * from "./contracts/logger.js";
export type * from "./contracts/options.js";
export type * from "./contracts/options-of.js";
export type * from "./contracts/plugin.js";
export type * from "./contracts/scan.js";
export type * from "./contracts/serializer.js";
export type * from "./contracts/sets.js";
export type * from "./contracts/sorted-sets.js";
export type * from "./contracts/statistics.js";
export type * from "./contracts/timeout.js";
export type * from "./contracts/typed-cache.js";
export type * from "./contracts/values.js";
export { type CreateCachesOptions, createCaches } from "./create-caches.js";
export { detached } from "./detached.js";
export { type CommandMessage, commandChannel } from "./diagnostics/command-channel.js";
export type { ServerAddress } from "./diagnostics/server-address.js";
export { didYouMean } from "./did-you-mean.js";
export { EncryptingCodec } from "./encrypting-codec.js";
export * from "./errors.js";
export { FALLBACK_ANSWERS } from "./fallback-answers.js";
export { escapeGlob, globTest } from "./glob.js";
export { IdentityCompressor } from "./identity-compressor.js";
export { isCacheUrl } from "./is-cache-url.js";
export { type KeyFunction, Keys, type KeysSettings, type ReverseKeyFunction } from "./keys.js";
export { kindOf } from "./kind-of.js";
export {
  BACKEND,
  CIPHER,
  CLIENT,
  COMPRESSOR,
  CONNECTION_FACTORY,
  KEY_FUNCTION,
  LOGGER,
  SERIALIZER,
} from "./kinds.js";
export { redactOnInspect } from "./redact-on-inspect.js";
export { RedisCache } from "./redis-cache.js";
export { resolveFile } from "./resolve-file.js";
export type { Parent } from "./settings/read-settings.js";
export type * from "./settings/settings.js";
export { show } from "./show.js";
export { Statistics } from "./statistics.js";
export { toMilliseconds } from "./timeout.js";
export { checkWellFormed } from "./well-formed.js";
