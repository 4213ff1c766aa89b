"""Sessions of a real Django over django-redis: a line of JSON in, a line of JSON out.

In:  {"do": "save", "key": null, "data": {...}, "expiry": null}, or {"do": ..., "key": "..."} with load, flush, or
     open and finish, which are the two ends of a slow view that changes the session.
Out: what was asked for, or {"error": "..."}.
"""
import json
import sys

import django
from django.conf import settings

config = json.loads(sys.argv[1])
settings.configure(
    CACHES={"default": dict({"BACKEND": "django_redis.cache.RedisCache"}, **config)},
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
    SECRET_KEY="x",
    USE_TZ=True,
)
django.setup()
from django.contrib.sessions.backends.cache import SessionStore  # noqa: E402


def save(order):
    session = SessionStore(session_key=order["key"])
    session.update(order["data"])
    if order.get("expiry") is not None:
        session.set_expiry(order["expiry"])
    session.save()
    return {"key": session.session_key, "age": session.get_expiry_age()}


def load(order):
    session = SessionStore(session_key=order["key"])
    data = session.load()
    # A key that Django does not like, or a session that is not there, leads to None here.
    return {
        "data": data,
        "key": session.session_key,
        "age": session.get_expiry_age(),
        "at_browser_close": session.get_expire_at_browser_close(),
    }


def flush(order):
    SessionStore(session_key=order["key"]).flush()
    return {}


OPEN = {}


def open_(order):
    OPEN[order["key"]] = SessionStore(session_key=order["key"])
    OPEN[order["key"]]["late"] = True
    return {}


def finish(order):
    OPEN.pop(order["key"]).save()
    return {}


ORDERS = {"save": save, "load": load, "flush": flush, "open": open_, "finish": finish}

for line in sys.stdin:
    order = json.loads(line)
    try:
        reply = ORDERS[order["do"]](order)
    except Exception as error:
        reply = {"error": "%s: %s" % (type(error).__name__, error)}
    print(json.dumps(reply), flush=True)
