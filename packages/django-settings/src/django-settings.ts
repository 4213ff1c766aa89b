import { ALIASES } from "@coffer/cache-core";
import type { DjangoPlace, DjangoSetting } from "./django-setting.js";

/**
 * The meaning of Python's settings here: those of django-redis, of Django's own backends, and others that projects
 * often have. The checks of settings, the connection factories and the page "From django-redis" use this table, and a
 * test checks each row. An option that a plugin of the cache declares has that plugin's meaning, whatever the table
 * says.
 */
export const DJANGO_SETTINGS: readonly DjangoSetting[] = [
  ...same("top", {
    CACHES: "",
    DJANGO_REDIS_IGNORE_EXCEPTIONS: "",
    DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS: "",
    DJANGO_REDIS_CONNECTION_FACTORY: "",
    DJANGO_REDIS_SCAN_ITERSIZE: "",
    DJANGO_REDIS_CLOSE_CONNECTION: "",
    CACHE_HERD_TIMEOUT: "",
  }),
  ...noEffect("top", {
    DJANGO_REDIS_LOGGER:
      "it is the name of a Python logger; ignored errors go to the console, or to the LOGGER that you name",
    SESSION_ENGINE: "it is Django's; for sessions there is @coffer/session-store",
    SESSION_CACHE_ALIAS: "it is Django's; for sessions there is @coffer/session-store",
    CACHE_MIDDLEWARE_ALIAS: "it is for Django's middleware",
    CACHE_MIDDLEWARE_SECONDS: "it is for Django's middleware",
    CACHE_MIDDLEWARE_KEY_PREFIX: "it is for Django's middleware",
  }),
  ...refused("top", { SENTINELS: "write it into the OPTIONS of each cache that has sentinels" }),

  ...same("cache", {
    BACKEND: "",
    LOCATION: "a list or text with commas; for Django's own backend also with semicolons",
    TIMEOUT: 'digits as text are seconds, as in Python: "300"',
    KEY_PREFIX: "",
    VERSION: "",
    KEY_FUNCTION: "a function in JavaScript",
    REVERSE_KEY_FUNCTION: "a function in JavaScript",
    OPTIONS: "",
  }),
  ...noEffect(["cache", "OPTIONS"], {
    MAX_ENTRIES: "entries are not counted; a full Redis evicts by its maxmemory-policy",
    CULL_FREQUENCY: "entries are not counted; a full Redis evicts by its maxmemory-policy",
  }),

  ...same("OPTIONS", {
    CLIENT_CLASS: "",
    SERIALIZER: "without it, values are JSON (django-redis pickles them)",
    COMPRESSOR: "",
    PASSWORD: "",
    SOCKET_TIMEOUT: "without it, 2 seconds",
    SOCKET_CONNECT_TIMEOUT: "without it, 2 seconds",
    IGNORE_EXCEPTIONS: "",
    CLOSE_CONNECTION: "",
    CONNECTION_FACTORY: "",
    CONNECTION_POOL_CLASS: "",
    CONNECTION_POOL_KWARGS: "",
    REDIS_CLIENT_CLASS: "the class of a driver",
    REDIS_CLIENT_KWARGS: "options of that driver",
    REPLICA_READ_ONLY: "",
    SENTINELS: "",
    SENTINEL_KWARGS: "",
  }),
  ...noEffect("OPTIONS", {
    PICKLE_VERSION: "the serializer does not pickle",
    PARSER_CLASS: "the driver has a parser of its own",
    DB: "as in django-redis, the database is that of LOCATION: redis://host:6379/2",
    CONNECTION_POOL_CLASS_KWARGS:
      "django-redis does not read it either; arguments of connections belong in CONNECTION_POOL_KWARGS",
    MAX_CONNECTIONS:
      "django-redis does not read it either; it is max_connections in CONNECTION_POOL_KWARGS, and one connection serves any number of calls",
    SOCKET_KEEPALIVE:
      "connections are kept alive in any case; to turn that off, write socket_keepalive: false into CONNECTION_POOL_KWARGS",
    SOCKET_KEEPALIVE_OPTIONS: "the system's intervals hold",
    HEALTH_CHECK_INTERVAL: "a broken connection is noticed and replaced without it",
    RETRY_ON_TIMEOUT: "a command that may have been executed is never sent again",
    COMPRESS_MIN_LEN: "django-redis does not read it any more; here it is COMPRESSOR_MIN_LENGTH",
    COMPRESSOR_CLASS: "django-redis does not read it either; it is COMPRESSOR",
    COMPRESSOR_CLASS_KWARGS: "django-redis does not read it either; compressors have options of their own",
    SERIALIZER_CLASS: "django-redis does not read it either; it is SERIALIZER",
    SERIALIZER_CLASS_KWARGS: "django-redis does not read it either; serializers have options of their own",
  }),

  ...called("OPTIONS of Django's backend", {
    serializer: "SERIALIZER",
    pool_class: "CONNECTION_POOL_CLASS",
    parser_class: "PARSER_CLASS",
  }),

  ...same("CONNECTION_POOL_KWARGS", {
    db: "",
    username: "",
    password: "",
    client_name: "",
    max_connections: "how many connections share the calls; one serves any number",
    socket_timeout: "",
    socket_connect_timeout: "",
    socket_keepalive: "",
    ssl: "",
    ssl_cert_reqs: 'None, False and "CERT_NONE" do not verify',
    ssl_check_hostname: "",
    ssl_ca_certs: "",
    ssl_certfile: "",
    ssl_keyfile: "",
  }),
  ...noEffect("CONNECTION_POOL_KWARGS", {
    retry_on_timeout: "a command that may have been executed is never sent again",
    retry_on_error: "a command that may have been executed is never sent again",
    retry: "a command that may have been executed is never sent again",
    health_check_interval: "a broken connection is noticed and replaced without it",
    socket_keepalive_options: "the system's intervals hold",
    socket_read_size: "the driver decides how much it reads at once",
    timeout: "calls share the connections and never wait for one",
    decode_responses: "the serializer decodes",
    encoding: "text is UTF-8",
    encoding_errors: "text is UTF-8",
    protocol: "replies are the same with RESP2 and RESP3",
    parser_class:
      "the driver has a parser of its own; with @coffer/connection-resp it is the option PARSER_CLASS",
  }),
  ...refused("CONNECTION_POOL_KWARGS", {
    connection_class:
      "leave it out: the driver is REDIS_CLIENT_CLASS; for TLS write rediss:// in LOCATION, for a socket unix://",
    host: "leave it out: it is part of the URL",
    port: "leave it out: it is part of the URL",
    path: "leave it out: write a unix:// URL",
  }),

  ...aliases({
    "django.core.cache.backends.locmem.LocMemCache": {
      note: "over ioredis-mock, in the memory of the process; LOCATION names the store",
    },
    "django_redis.serializers.pickle.PickleSerializer": {
      note: "keeps as much, and cannot read pickles",
      warning:
        "is V8's format here: Python cannot read these values, and pickles cannot be read here. To share values, write a JSON or " +
        "MessagePack serializer on both sides",
    },
  }),
  {
    place: "value",
    name: "django_redis.compressors.identity.IdentityCompressor",
    meaning: "same",
    here: null,
    note: "no compressor",
  },
  ...same("value", {
    "redis.connection.DefaultParser": "",
    "redis.ConnectionPool": "",
    "redis.connection.ConnectionPool": "",
    "redis.sentinel.SentinelConnectionPool": "",
    "redis.Redis": "",
    "redis.client.Redis": "",
    "redis.StrictRedis": "",
    "redis.client.StrictRedis": "",
    "django_redis.util.default_reverse_key": "",
    "django.core.cache.backends.base.default_key_func": "",
    "django.core.cache.backends.redis.RedisSerializer": "",
  }),
  ...noEffect("value", {
    "redis.BlockingConnectionPool": "calls share the connections and never wait for one",
    "redis.connection.BlockingConnectionPool": "calls share the connections and never wait for one",
  }),
  ...refused("value", {
    "redis.SSLConnection": "write rediss:// in LOCATION",
    "redis.connection.SSLConnection": "write rediss:// in LOCATION",
    "redis_cache.RedisCache":
      "its keys and values are not those of django-redis: write django_redis.cache.RedisCache, and LOCATION as a URL",
    "django.core.cache.backends.db.DatabaseCache": "there is no cache in a database: use Redis",
    "django.core.cache.backends.filebased.FileBasedCache": "there is no cache in files: use Redis",
    "django.core.cache.backends.memcached.PyMemcacheCache": "there is no cache in memcached: use Redis",
    "django.core.cache.backends.memcached.PyLibMCCache": "there is no cache in memcached: use Redis",
    "django.core.cache.backends.memcached.MemcachedCache": "there is no cache in memcached: use Redis",
  }),
];

type Texts = Readonly<Record<string, string>>;

function same(place: DjangoPlace, notes: Texts): DjangoSetting[] {
  return Object.entries(notes).map(([name, note]) => ({
    place,
    name,
    meaning: "same",
    ...(note && { note }),
  }));
}

function called(place: DjangoPlace, names: Texts): DjangoSetting[] {
  return Object.entries(names).map(([name, here]) => ({ place, name, meaning: "same", here }));
}

/** The paths for which the loader has aliases. */
function aliases(
  more: Readonly<Record<string, { readonly note: string; readonly warning?: string }>>,
): DjangoSetting[] {
  return Object.entries(ALIASES).map(([name, here]) => ({
    place: "value",
    name,
    meaning: "same",
    here,
    ...more[name],
  }));
}

function noEffect(places: DjangoPlace | readonly DjangoPlace[], reasons: Texts): DjangoSetting[] {
  return [places]
    .flat()
    .flatMap((place) =>
      Object.entries(reasons).map(([name, why]) => ({ place, name, meaning: "no effect" as const, why })),
    );
}

function refused(place: DjangoPlace, advice: Texts): DjangoSetting[] {
  return Object.entries(advice).map(([name, instead]) => ({ place, name, meaning: "refused", instead }));
}
