"""The real django-redis: a line of JSON in says what to do for how long, a line out says how much was done."""

import json
import sys
import threading
import time

import django
from django.conf import settings

settings.configure(
    CACHES={
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": sys.argv[1],
            "KEY_PREFIX": "bench",
            "OPTIONS": {"SERIALIZER": "django_redis.serializers.json.JSONSerializer"},
        }
    }
)
django.setup()

import django_redis  # noqa: E402
from django.core.cache import cache  # noqa: E402

DAY = 24 * 60 * 60
MANY = 100
data = json.loads(sys.stdin.readline())
KEYS, OBJECTS = data["keys"], data["objects"]


class Walk:
    def __init__(self, size):
        self.size = size
        self.at = -1

    def key(self):
        self.at = (self.at + 1) % KEYS[self.size]
        return f"{self.size}:user:{self.at}"

    def value(self):
        return OBJECTS[self.size][self.at % len(OBJECTS[self.size])]

    def keys(self):
        return [self.key() for _ in range(MANY)]

    def entries(self):
        return {self.key(): self.value() for _ in range(MANY)}


def check(holds):
    if not holds:
        raise RuntimeError("an answer is not what was stored")


CALLS = {
    "get": lambda walk: check(cache.get(walk.key()) is not None),
    "miss": lambda walk: check(cache.get("absent:" + walk.key()) is None),
    "set": lambda walk: cache.set(walk.key(), walk.value(), DAY),
    "getMany": lambda walk: check(len(cache.get_many(walk.keys())) == MANY),
    "setMany": lambda walk: cache.set_many(walk.entries(), DAY),
    "getOrSet": lambda walk: check(cache.get_or_set(walk.key(), None, DAY) is not None),
}


def window(operation, size, callers, milliseconds):
    call = CALLS[operation]
    counts = [0] * callers
    end = time.perf_counter() + milliseconds / 1000

    def caller(index):
        walk = Walk(size)
        while time.perf_counter() < end:
            call(walk)
            counts[index] += 1

    start, cpu = time.perf_counter(), time.process_time()
    if callers == 1:
        caller(0)
    else:
        threads = [threading.Thread(target=caller, args=(index,)) for index in range(callers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return {
        "calls": sum(counts),
        "seconds": time.perf_counter() - start,
        "cpu": (time.process_time() - cpu) * 1_000_000,
    }


for size in data["sizes"]:
    walk = Walk(size)
    for _ in range(KEYS[size] // MANY + 1):
        cache.set_many(walk.entries(), DAY)
print(json.dumps({"version": django_redis.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(window(**json.loads(line))), flush=True)
