import os

import django
from django.conf import settings

# #region settings
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": os.environ["REDIS_URL"],
        "KEY_PREFIX": "shop",
        "VERSION": 1,
        "OPTIONS": {
            # The default, pickle, is for Python alone.
            "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
        },
    }
}
# #endregion settings

settings.configure(CACHES=CACHES, USE_TZ=True)
django.setup()

# #region calls
from django.core.cache import cache

assert cache.get("user:1") == {"name": "Ada", "tags": ["math"]}  # written by Node
cache.set("user:2", {"name": "Zoë"}, timeout=60)
assert cache.incr("visits") == 42  # Node had counted to 41

assert cache.lock("job", blocking_timeout=0.1).acquire() is False  # Node holds it
# #endregion calls
