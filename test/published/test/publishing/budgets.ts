/**
 * The limits for the sizes of a package when it is downloaded and loaded. A change that needs more raises them here,
 * where reviewers see it.
 */
export interface Budget {
  /** KiB that npm downloads for this package alone. */
  readonly packed: number;
  /**
   * KiB of JavaScript that its import loads, directly and indirectly (mostly the driver of a connection). The size
   * stands for the time that the import takes, which depends on the machine; `npm run bench` prints that time. Left out
   * for a package without a module.
   */
  readonly loaded?: number;
}

/** Each limit is a quarter above the size that was measured when it was set. */
export const BUDGETS: Readonly<Record<string, Budget>> = {
  "@coffer/backend-dummy": { packed: 15, loaded: 115 },
  "@coffer/backend-kit": { packed: 46, loaded: 105 },
  "@coffer/backend-redis": { packed: 60, loaded: 165 },
  // Three quarters of it are docstrings and types, which editors show; `loaded` is what an application runs.
  "@coffer/cache-core": { packed: 150, loaded: 75 },
  "@coffer/cipher-aes-gcm": { packed: 20, loaded: 85 },
  "@coffer/cli": { packed: 115, loaded: 340 },
  "@coffer/client-cluster": { packed: 10, loaded: 380 },
  "@coffer/client-default": { packed: 275, loaded: 375 },
  "@coffer/client-herd": { packed: 20, loaded: 400 },
  "@coffer/client-shard": { packed: 15, loaded: 380 },
  "@coffer/client-suite": { packed: 235, loaded: 880 },
  coffer: { packed: 15, loaded: 1180 },
  "@coffer/compressor-kit": { packed: 15, loaded: 10 },
  "@coffer/compressor-lz4": { packed: 20, loaded: 40 },
  "@coffer/compressor-lzma": { packed: 25, loaded: 155 },
  "@coffer/compressor-zlib": { packed: 15, loaded: 10 },
  "@coffer/compressor-zstd": { packed: 35, loaded: 115 },
  "@coffer/connection-ioredis": { packed: 35, loaded: 785 },
  "@coffer/connection-kit": { packed: 215, loaded: 285 },
  "@coffer/connection-mock": { packed: 30, loaded: 1335 },
  "@coffer/connection-redis": { packed: 30, loaded: 2145 },
  "@coffer/connection-resp": { packed: 40, loaded: 315 },
  "@coffer/create-plugin": { packed: 40 },
  "@coffer/django-settings": { packed: 15, loaded: 70 },
  "@coffer/fastify": { packed: 10, loaded: 105 },
  "@coffer/http-cache": { packed: 75, loaded: 310 },
  "@coffer/inspector": { packed: 155, loaded: 205 },
  "@coffer/keyv": { packed: 20, loaded: 145 },
  "@coffer/layer-herd": { packed: 30, loaded: 400 },
  "@coffer/layer-near": { packed: 35, loaded: 500 },
  "@coffer/limits": { packed: 25, loaded: 150 },
  "@coffer/metrics-prometheus": { packed: 15, loaded: 245 },
  "@coffer/next": { packed: 25, loaded: 1200 },
  "@coffer/nestjs": { packed: 25, loaded: 1005 },
  "@coffer/plugin-kit": { packed: 105, loaded: 225 },
  "@coffer/rate-limit": { packed: 15, loaded: 155 },
  "@coffer/serializer-json": { packed: 25, loaded: 25 },
  "@coffer/serializer-kit": { packed: 25, loaded: 20 },
  "@coffer/serializer-msgpack": { packed: 30, loaded: 190 },
  "@coffer/serializer-v8": { packed: 30, loaded: 115 },
  "@coffer/session-store": { packed: 30, loaded: 130 },
  "@coffer/settings-schema": { packed: 25, loaded: 90 },
  "@coffer/tracing-opentelemetry": { packed: 15, loaded: 125 },
  "@coffer/unstorage": { packed: 10, loaded: 1190 },
};
