import type { CacheOptions, Compressor } from "@coffer/cache-core";

export interface CompressorContext {
  readonly compressor: Compressor;
  create(options?: Readonly<CacheOptions>): Compressor;
  readonly heads: readonly Buffer[];
  readonly damageMessage: RegExp;
}
