/**
 * The known short names of packages, by kind. Other words are accepted, too, so a future package needs no change
 * here. The list distinguishes a misspelled word from a package that is not installed.
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
