/**
 * Paths of Python classes in settings, and their counterparts here. The backend knows the meaning of other such
 * paths.
 */
export const ALIASES: Readonly<Record<string, string>> = {
  "django_redis.cache.RedisCache": "@coffer/backend-redis#RedisCache",
  "django.core.cache.backends.redis.RedisCache": "@coffer/backend-redis#DjangoRedisCache",
  "django.core.cache.backends.locmem.LocMemCache": "@coffer/backend-redis#LocMemCache",
  "django.core.cache.backends.dummy.DummyCache": "@coffer/backend-dummy#DummyCache",
  "django_redis.client.DefaultClient": "@coffer/client-default#DefaultClient",
  "django_redis.client.default.DefaultClient": "@coffer/client-default#DefaultClient",
  "django_redis.client.SentinelClient": "@coffer/client-default#SentinelClient",
  "django_redis.client.sentinel.SentinelClient": "@coffer/client-default#SentinelClient",
  "django_redis.client.ShardClient": "@coffer/client-shard#ShardClient",
  "django_redis.client.sharded.ShardClient": "@coffer/client-shard#ShardClient",
  "django_redis.client.HerdClient": "@coffer/client-herd#HerdClient",
  "django_redis.client.herd.HerdClient": "@coffer/client-herd#HerdClient",
  "django_redis.serializers.json.JSONSerializer": "@coffer/serializer-json#JsonSerializer",
  "django_redis.serializers.msgpack.MSGPackSerializer": "@coffer/serializer-msgpack#MsgPackSerializer",
  "django_redis.serializers.pickle.PickleSerializer": "@coffer/serializer-v8#V8Serializer",
  "django_redis.compressors.zlib.ZlibCompressor": "@coffer/compressor-zlib#ZlibCompressor",
  "django_redis.compressors.gzip.GzipCompressor": "@coffer/compressor-zlib#GzipCompressor",
  "django_redis.compressors.lzma.LzmaCompressor": "@coffer/compressor-lzma#LzmaCompressor",
  "django_redis.compressors.lz4.Lz4Compressor": "@coffer/compressor-lz4#Lz4Compressor",
  "django_redis.compressors.zstd.ZStdCompressor": "@coffer/compressor-zstd#ZstdCompressor",
  "django_redis.pool.ConnectionFactory": "@coffer/connection-ioredis#ConnectionFactory",
  "django_redis.pool.SentinelConnectionFactory": "@coffer/connection-ioredis#SentinelConnectionFactory",
  "redis.connection.PythonParser": "@coffer/connection-resp#RespParser",
  "redis.connection.HiredisParser": "@coffer/connection-resp#RespParser",
  "redis.connection._RESP2Parser": "@coffer/connection-resp#RespParser",
  "redis.connection._HiredisParser": "@coffer/connection-resp#RespParser",
};
