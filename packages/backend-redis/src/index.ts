export { Codec } from "./codec/codec.js";
export { commandChannel } from "./diagnostics/command-channel.js";
export { DjangoRedisCache } from "./django-redis-cache.js";
export { LocMemCache } from "./loc-mem-cache.js";
export { RedisCache, RedisCache as default } from "./redis-cache.js";
