"""A django-redis cache that executes commands: a line of JSON in, a line of JSON out.

In:  {"method": "set", "args": [...], "kwargs": {...}}, where {"$int": "5"} and {"$float": "1.0"} stand for
     what JSON from JavaScript cannot distinguish.
Out: {"answer": ...} with integers as {"$int": "5"} and floats as {"$float": repr}, or {"error": "..."}.
"""
import json
import sys

import django
from django.conf import settings

config, others = json.loads(sys.argv[1]), json.loads(sys.argv[2])
settings.configure(CACHES={"default": dict({"BACKEND": "django_redis.cache.RedisCache"}, **config)}, USE_TZ=True, **others)
django.setup()
from django.core.cache import cache  # noqa: E402


def from_wire(value):
    if isinstance(value, list):
        return [from_wire(item) for item in value]
    if isinstance(value, dict):
        if "$int" in value:
            return int(value["$int"])
        if "$float" in value:
            return float(value["$float"])
        return {key: from_wire(item) for key, item in value.items()}
    return value


def to_wire(value):
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return {"$int": str(value)}
    if isinstance(value, float):
        return {"$float": repr(value)}
    if isinstance(value, dict):
        return {key: to_wire(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_wire(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return {"$set": [to_wire(item) for item in value]}
    return {"$other": repr(value)}


# Debian's release has no set commands yet. These functions do what the commands of later releases do.
def sadd(key, member):
    client = cache.client
    return client.get_client(write=True).sadd(client.make_key(key), client.encode(member))


def sismember(key, member):
    client = cache.client
    return bool(client.get_client(write=False).sismember(client.make_key(key), client.encode(member)))


LOCKS = {}


def lock_acquire(key, blocking=True, token=None, **kwargs):
    LOCKS[key] = cache.lock(key, **kwargs)
    return LOCKS[key].acquire(blocking=blocking, token=token)


OWN = {
    "sadd": sadd,
    "sismember": sismember,
    "lock_acquire": lock_acquire,
    "lock_release": lambda key: LOCKS[key].release(),
    "lock_extend": lambda key, more: LOCKS[key].extend(more),
    "lock_reacquire": lambda key: LOCKS[key].reacquire(),
    "lock_locked": lambda key: LOCKS[key].locked(),
    "lock_owned": lambda key: LOCKS[key].owned(),
}


def carry_out(order):
    method = OWN.get(order["method"]) or getattr(cache, order["method"])
    return method(*from_wire(order.get("args", [])), **from_wire(order.get("kwargs", {})))


for line in sys.stdin:
    try:
        reply = {"answer": to_wire(carry_out(json.loads(line)))}
    except Exception as error:
        reply = {"error": "%s: %s" % (type(error).__name__, error)}
    print(json.dumps(reply), flush=True)
