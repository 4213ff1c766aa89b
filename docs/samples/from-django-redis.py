# #region settings
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": "redis://127.0.0.1:6379/1",
        "TIMEOUT": 600,
        "KEY_PREFIX": "shop",
        "OPTIONS": {
            "CLIENT_CLASS": "django_redis.client.DefaultClient",
            "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
            "COMPRESSOR": "django_redis.compressors.zlib.ZlibCompressor",
            "CONNECTION_POOL_KWARGS": {"max_connections": 100},
            "SOCKET_CONNECT_TIMEOUT": 1,
            "SOCKET_TIMEOUT": 1,
        },
    }
}
DJANGO_REDIS_IGNORE_EXCEPTIONS = True
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
# #endregion settings

# #region calls
from django.core.cache import cache


def walk(make_report):
    cache.set("user:1", {"name": "Ada"}, timeout=60)
    cache.get("user:1", "nobody")
    cache.set_many({"a": 1, "b": 2}, timeout=None)
    cache.get_many(["a", "b"])
    cache.get_or_set("report", make_report, 60)
    cache.incr("a")
    cache.ttl("user:1")
    cache.keys("user:*")
    cache.delete_pattern("user:*")
    with cache.lock("job", timeout=30):
        pass
# #endregion calls
