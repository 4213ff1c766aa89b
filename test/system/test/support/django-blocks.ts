/** A settings block as a Python project has it, written as JSON. */
export interface Block {
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The paths of what is accepted and has no effect. */
  readonly noEffect?: readonly string[];
}

const BACKEND = "django_redis.cache.RedisCache";
const CLIENT_CLASS = "django_redis.client.DefaultClient";
const LOCATION = "redis://127.0.0.1:6379/1";
/** Where the README has "# ...", the settings of its first block are meant. */
const only = (OPTIONS: object, more: object = {}) => ({
  CACHES: { default: { BACKEND, LOCATION, OPTIONS, ...more } },
});
const options = (OPTIONS: object, more: object = {}) => only({ CLIENT_CLASS, ...OPTIONS }, more);

const SENTINELS = [
  ["sentinel-1", 26379],
  ["sentinel-2", 26379],
  ["sentinel-3", 26379],
];

/**
 * The settings blocks of django-redis's README (github.com/jazzband/django-redis, README.rst), except those with
 * classes that the reader is to write.
 */
export const README: readonly Block[] = [
  { name: "the first block", settings: options({}) },
  {
    name: "a user in the URL",
    settings: options({ PASSWORD: "mysecret" }, { LOCATION: "redis://django@127.0.0.1:6379/0" }),
  },
  {
    name: "a password in the URL",
    settings: options({}, { LOCATION: "redis://django:mysecret@127.0.0.1:6379/0" }),
  },
  { name: "a password outside of the URL", settings: options({ PASSWORD: "mysecret" }) },
  {
    name: "sessions",
    settings: {
      ...options({}),
      SESSION_ENGINE: "django.contrib.sessions.backends.cache",
      SESSION_CACHE_ALIAS: "default",
    },
    noEffect: ["SESSION_ENGINE", "SESSION_CACHE_ALIAS"],
  },
  {
    name: "the pickle version",
    settings: only({ PICKLE_VERSION: -1 }),
    noEffect: ["CACHES.default.OPTIONS.PICKLE_VERSION"],
  },
  { name: "timeouts of sockets", settings: only({ SOCKET_CONNECT_TIMEOUT: 5, SOCKET_TIMEOUT: 5 }) },
  ...["zlib.Zlib", "lzma.Lzma", "lz4.Lz4", "zstd.ZStd", "gzip.Gzip"].map((name) => ({
    name: `compression by ${name}`,
    settings: only({ COMPRESSOR: `django_redis.compressors.${name}Compressor` }),
  })),
  { name: "ignored exceptions", settings: only({ IGNORE_EXCEPTIONS: true }) },
  {
    name: "exceptions ignored by all caches",
    settings: { ...only({}), DJANGO_REDIS_IGNORE_EXCEPTIONS: true },
  },
  {
    name: "the logger",
    settings: {
      ...only({}),
      DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS: true,
      DJANGO_REDIS_LOGGER: "some.specified.logger",
    },
    noEffect: ["DJANGO_REDIS_LOGGER"],
  },
  { name: "the page size of scans", settings: { ...only({}), DJANGO_REDIS_SCAN_ITERSIZE: 100_000 } },
  { name: "the size of pools", settings: only({ CONNECTION_POOL_KWARGS: { max_connections: 100 } }) },
  {
    name: "arguments of connections",
    settings: only({ CONNECTION_POOL_KWARGS: { max_connections: 100, retry_on_timeout: true } }),
    noEffect: ["CACHES.default.OPTIONS.CONNECTION_POOL_KWARGS.retry_on_timeout"],
  },
  {
    name: "replication",
    settings: options({}, { LOCATION: ["redis://127.0.0.1:6379/1", "redis://127.0.0.1:6379/1"] }),
  },
  {
    name: "shards",
    settings: only(
      { CLIENT_CLASS: "django_redis.client.ShardClient" },
      { LOCATION: ["redis://127.0.0.1:6379/1", "redis://127.0.0.1:6379/2"] },
    ),
  },
  {
    name: "the herd client",
    settings: { ...only({ CLIENT_CLASS: "django_redis.client.HerdClient" }), CACHE_HERD_TIMEOUT: 60 },
  },
  { name: "JSON", settings: options({ SERIALIZER: "django_redis.serializers.json.JSONSerializer" }) },
  {
    name: "MsgPack",
    settings: options({ SERIALIZER: "django_redis.serializers.msgpack.MSGPackSerializer" }),
  },
  { name: "connections that are closed", settings: options({ CLOSE_CONNECTION: true }) },
  {
    name: "TLS with a certificate that is not verified",
    settings: options(
      { CONNECTION_POOL_KWARGS: { ssl_cert_reqs: null } },
      { LOCATION: "rediss://127.0.0.1:6379/1" },
    ),
  },
  {
    name: "sentinels",
    settings: {
      DJANGO_REDIS_CONNECTION_FACTORY: "django_redis.pool.SentinelConnectionFactory",
      CACHES: {
        default: {
          BACKEND,
          LOCATION: "redis://service_name/0",
          OPTIONS: {
            CLIENT_CLASS: "django_redis.client.SentinelClient",
            SENTINELS,
            SENTINEL_KWARGS: {},
            CONNECTION_POOL_CLASS: "redis.sentinel.SentinelConnectionPool",
          },
        },
        minimal: {
          BACKEND,
          LOCATION: "redis://minimal_service_name/0",
          OPTIONS: { CLIENT_CLASS: "django_redis.client.SentinelClient", SENTINELS },
        },
        other: {
          BACKEND,
          LOCATION: ["redis://other_service_name/0?is_master=1", "redis://other_service_name/0?is_master=0"],
          OPTIONS: { SENTINELS },
        },
        readonly: {
          BACKEND,
          LOCATION: "redis://readonly_service_name/0?is_master=0",
          OPTIONS: { SENTINELS },
        },
      },
    },
  },
  {
    name: "some caches with sentinels",
    settings: {
      CACHES: {
        sentinel: {
          BACKEND,
          LOCATION: "redis://service_name/0",
          OPTIONS: {
            CLIENT_CLASS: "django_redis.client.SentinelClient",
            SENTINELS,
            CONNECTION_POOL_CLASS: "redis.sentinel.SentinelConnectionPool",
            CONNECTION_FACTORY: "django_redis.pool.SentinelConnectionFactory",
          },
        },
        default: { BACKEND, LOCATION, OPTIONS: { CLIENT_CLASS } },
      },
    },
  },
];

const OPTIONS = "CACHES.default.OPTIONS";
const HIREDIS = "redis.connection.HiredisParser";
const DJANGO = "django.core.cache.backends";

/** Forms that settings have in public projects, as a code search finds them. */
export const PROJECTS: readonly Block[] = [
  {
    name: "Hiredis",
    settings: options({ IGNORE_EXCEPTIONS: true, PARSER_CLASS: HIREDIS }),
    noEffect: [`${OPTIONS}.PARSER_CLASS`],
  },
  {
    name: "a pool that waits, with the arguments of another package",
    settings: options(
      {
        PARSER_CLASS: HIREDIS,
        CONNECTION_POOL_CLASS: "redis.BlockingConnectionPool",
        CONNECTION_POOL_CLASS_KWARGS: { max_connections: 50, timeout: 20 },
        MAX_CONNECTIONS: 1000,
        RETRY_ON_TIMEOUT: true,
        USERNAME: "default",
        PASSWORD: "mysecret",
        SOCKET_TIMEOUT: 5,
        PICKLE_VERSION: -1,
        COMPRESSOR: "django_redis.compressors.zlib.ZlibCompressor",
        COMPRESS_MIN_LEN: 1024,
      },
      { KEY_PREFIX: "prod" },
    ),
    noEffect: [
      `${OPTIONS}.CONNECTION_POOL_CLASS`,
      `${OPTIONS}.PARSER_CLASS`,
      `${OPTIONS}.CONNECTION_POOL_CLASS_KWARGS`,
      `${OPTIONS}.MAX_CONNECTIONS`,
      `${OPTIONS}.RETRY_ON_TIMEOUT`,
      `${OPTIONS}.PICKLE_VERSION`,
      `${OPTIONS}.COMPRESS_MIN_LEN`,
    ],
  },
  {
    name: "a pool that waits, with its timeout",
    settings: options({
      CONNECTION_POOL_CLASS: "redis.connection.BlockingConnectionPool",
      CONNECTION_POOL_KWARGS: { max_connections: 4, timeout: 20, health_check_interval: 30 },
    }),
    noEffect: [
      `${OPTIONS}.CONNECTION_POOL_CLASS`,
      `${OPTIONS}.CONNECTION_POOL_KWARGS.timeout`,
      `${OPTIONS}.CONNECTION_POOL_KWARGS.health_check_interval`,
    ],
  },
  { name: "a database as an option", settings: options({ DB: 3 }), noEffect: [`${OPTIONS}.DB`] },
  {
    name: "size limits for a cache that counts its entries",
    settings: options({ MAX_ENTRIES: 5000, CULL_FREQUENCY: 3 }, { TIMEOUT: 300, VERSION: 1 }),
    noEffect: [`${OPTIONS}.MAX_ENTRIES`, `${OPTIONS}.CULL_FREQUENCY`],
  },
  { name: "a timeout from the environment", settings: options({}, { TIMEOUT: "300" }) },
  {
    name: "connections that are kept alive",
    settings: options({ SOCKET_KEEPALIVE: true, SOCKET_KEEPALIVE_OPTIONS: {}, HEALTH_CHECK_INTERVAL: 30 }),
    noEffect: [
      `${OPTIONS}.SOCKET_KEEPALIVE`,
      `${OPTIONS}.SOCKET_KEEPALIVE_OPTIONS`,
      `${OPTIONS}.HEALTH_CHECK_INTERVAL`,
    ],
  },
  {
    name: "a function that restores keys",
    settings: options({}, { REVERSE_KEY_FUNCTION: "django_redis.util.default_reverse_key" }),
  },
  {
    name: "a logger by its name alone",
    settings: {
      ...options({}),
      DJANGO_REDIS_IGNORE_EXCEPTIONS: true,
      DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS: true,
      DJANGO_REDIS_LOGGER: "app",
    },
    noEffect: ["DJANGO_REDIS_LOGGER"],
  },
  ...[false, "CERT_NONE", "none", "None"].map((ssl_cert_reqs) => ({
    name: `a certificate that is not verified: ${JSON.stringify(ssl_cert_reqs)}`,
    settings: options(
      { CONNECTION_POOL_KWARGS: { ssl_cert_reqs } },
      { LOCATION: "rediss://127.0.0.1:6379/1" },
    ),
  })),
  {
    name: "a certificate that is not verified: Celery's spelling, in the URL",
    settings: options(
      {},
      { LOCATION: "rediss://127.0.0.1:6379/1?ssl_cert_reqs=CERT_NONE&health_check_interval=30" },
    ),
    noEffect: ["CACHES.default.LOCATION, the query's health_check_interval"],
  },
  {
    name: "Django's own backend",
    settings: { CACHES: { default: { BACKEND: `${DJANGO}.redis.RedisCache`, LOCATION } } },
  },
  {
    name: "Django's own backend, with arguments",
    settings: only(
      {
        db: "3",
        username: "default",
        password: "mysecret",
        socket_connect_timeout: 0.5,
        socket_timeout: 5,
        max_connections: 10,
        retry_on_timeout: true,
        pool_class: "redis.BlockingConnectionPool",
        parser_class: HIREDIS,
      },
      {
        BACKEND: `${DJANGO}.redis.RedisCache`,
        LOCATION: "redis://127.0.0.1:6379;redis://127.0.0.1:6379",
        KEY_PREFIX: "ukhsa",
      },
    ),
    noEffect: [
      `${OPTIONS}.CONNECTION_POOL_CLASS`,
      `${OPTIONS}.PARSER_CLASS`,
      `${OPTIONS}.CONNECTION_POOL_KWARGS.retry_on_timeout`,
    ],
  },
  {
    name: "Django's own backend, with the options of django-redis",
    settings: options(
      { PARSER_CLASS: HIREDIS, CONNECTION_POOL_CLASS: "redis.connection.BlockingConnectionPool" },
      { BACKEND: `${DJANGO}.redis.RedisCache` },
    ),
    noEffect: [`${OPTIONS}.CONNECTION_POOL_CLASS`, `${OPTIONS}.PARSER_CLASS`],
  },
  {
    name: "memory beside Redis, and memory with a size limit",
    settings: {
      CACHES: {
        default: { BACKEND, LOCATION, OPTIONS: { CLIENT_CLASS } },
        memory: { BACKEND: `${DJANGO}.locmem.LocMemCache`, LOCATION: "unique-snowflake", TIMEOUT: 300 },
        sized: { BACKEND: `${DJANGO}.locmem.LocMemCache`, OPTIONS: { MAX_ENTRIES: 1000 } },
      },
    },
    noEffect: ["CACHES.sized.OPTIONS.MAX_ENTRIES"],
  },
  ...["rediscache", "redis"].map((scheme) => ({
    name: `django-environ's URL, ${scheme}://`,
    settings: {
      CACHES: {
        default: `${scheme}://127.0.0.1:6379/1?client_class=${CLIENT_CLASS}&password=mysecret&timeout=60`,
      },
    },
  })),
  {
    name: "django-environ's URL of memory",
    settings: { CACHES: { default: "locmemcache://snowflake?timeout=60" } },
  },
  {
    name: "django-environ's URL with arguments of connections",
    settings: {
      CACHES: { default: "rediscache://127.0.0.1:6379/1?protocol=3&retry_on_timeout=true&max_connections=2" },
    },
    noEffect: ["CACHES.default.LOCATION, the query's protocol", "CACHES.default.OPTIONS.RETRY_ON_TIMEOUT"],
  },
];
