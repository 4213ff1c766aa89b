/**
 * The words that are known to mean a package, by the shorthand of their kind. Others are taken, too: a package to come needs no change
 * here. They distinguish a misspelled word from a package that is not installed.
 */
export const SHORTHAND_WORDS: Readonly<Record<string, readonly string[]>> = {
  "@coffer/backend-": ["redis", "dummy"],
  "@coffer/client-": ["default", "herd", "shard", "cluster"],
  "@coffer/layer-": ["herd", "near"],
  "@coffer/serializer-": ["json", "msgpack", "v8"],
  "@coffer/compressor-": ["zlib", "zstd", "lzma", "lz4"],
  "@coffer/cipher-": ["aes-gcm"],
  "@coffer/connection-": ["ioredis", "redis", "resp"],
};
