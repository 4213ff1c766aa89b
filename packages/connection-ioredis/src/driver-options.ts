import type { ConnectionArguments, DriverOptions, KnownOptions, ParsedUrl } from "@coffer/connection-kit";
import { NET_OPTIONS, TLS_OPTIONS, tlsOptions } from "@coffer/connection-kit";

/** Without these the deadlines and "never sent twice" would not hold, so they are not for REDIS_CLIENT_KWARGS. */
const FIXED = {
  // The kit connects and connects again by itself: it knows whom it keeps waiting, and for how long.
  lazyConnect: true,
  retryStrategy: () => null,
  // The kit's own deadline covers the whole attempt, the driver's the first part of it. 0 is none.
  connectTimeout: 0,
  // Commands wait in the kit's link, which bounds them, and what was sent when a connection broke is never sent again.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  reconnectOnError: null,
  // The kit asks by PING. The driver's INFO is refused to some users and waits for long while the server loads.
  enableReadyCheck: false,
  // Replies have the same shapes with ioredis 5, which knows nothing else, and 6.
  protocol: 2,
  replyMapping: "legacy",
  stringNumbers: false,
} as const;

const SENTINELS = "sentinels are for SentinelConnectionFactory and its option SENTINELS";
const TLS: KnownOptions = { known: [...TLS_OPTIONS, ...NET_OPTIONS] };

/** What the driver knows, 5 and 6. */
export const IOREDIS_OPTIONS: KnownOptions = {
  known: (
    "host port path family db username password tls keepAlive noDelay connectionName connectTimeout disconnectTimeout commandTimeout " +
    "socketTimeout blockingTimeout blockingTimeoutGrace disableClientInfo clientInfoTag readOnly monitor scripts keyPrefix " +
    "showFriendlyErrorStack autoResubscribe maxLoadingRetryTime offlineQueue commandQueue enableAutoPipelining " +
    "autoPipeliningIgnoredCommands himportFieldsets Connector"
  ).split(" "),
  fixed: FIXED,
  instead: {
    commandTimeout: "use SOCKET_TIMEOUT",
    socketTimeout: "use SOCKET_TIMEOUT",
    connectTimeout: "use SOCKET_CONNECT_TIMEOUT",
    enableAutoPipelining: "coffer sends the calls of a turn together by itself, and in their order",
    autoPipeliningIgnoredCommands: "coffer sends the calls of a turn together by itself, and in their order",
    keyPrefix: "use KEY_PREFIX, which patterns and clear() know of, too",
    url: "write it in LOCATION",
    name: SENTINELS,
    role: SENTINELS,
    sentinels: SENTINELS,
    sentinelUsername: SENTINELS,
    sentinelPassword: SENTINELS,
    sentinelTLS: SENTINELS,
    sentinelRetryStrategy: SENTINELS,
    sentinelReconnectStrategy: SENTINELS,
    sentinelCommandTimeout: SENTINELS,
    sentinelMaxConnections: SENTINELS,
    enableTLSForSentinelMode: SENTINELS,
    preferredSlaves: SENTINELS,
    updateSentinels: SENTINELS,
    failoverDetector: SENTINELS,
    natMap: "use ADDRESS_MAP",
    dnsLookup: "nodes are connected to by the names that they have",
    scaleReads: "use READ_FROM_REPLICAS",
    clusterRetryStrategy: "coffer looks for the cluster by itself, with backoff",
    redisOptions: "write what is in it in REDIS_CLIENT_KWARGS itself",
  },
  parts: { tls: TLS },
};

/** Milliseconds of silence after which the system asks whether the other side is still there; ioredis 6's default. */
const KEEP_ALIVE = 30_000;

/** What the driver is built with for a server. `REDIS_CLIENT_KWARGS` come last and win. */
export function driverOptions(
  url: ParsedUrl,
  stated: ConnectionArguments,
  kwargs: DriverOptions,
  mistakes: Error[],
): DriverOptions {
  const { tls: given, ...others } = kwargs;
  const tls = url.tls || stated.ssl === true || Boolean(given);
  const { host = url.host } = kwargs;
  return {
    ...(url.path === undefined ? { host: url.host, port: url.port } : { path: url.path }),
    db: stated.db ?? 0,
    username: stated.username ?? null,
    password: stated.password ?? null,
    ...(tls && { tls: tlsOptions(host, stated, given, mistakes) }),
    keepAlive: stated.socket_keepalive === false ? null : KEEP_ALIVE,
    // CLIENT SETINFO twice per connection is an error to servers before 7.2, and noise in their statistics.
    disableClientInfo: true,
    ...others,
    ...FIXED,
  };
}
