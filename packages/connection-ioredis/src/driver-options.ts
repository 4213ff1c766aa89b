import type { ConnectionArguments, DriverOptions, KnownOptions, ParsedUrl } from "@coffer/connection-kit";
import { NET_OPTIONS, TLS_OPTIONS, tlsOptions } from "@coffer/connection-kit";

/** Deadlines and "never sent twice" depend on these, so REDIS_CLIENT_KWARGS cannot change them. */
const FIXED = {
  // The kit connects and reconnects, since it has the calls that wait and their deadlines.
  lazyConnect: true,
  retryStrategy: () => null,
  // The kit's deadline covers the whole attempt, the driver's only its first part. 0 turns it off.
  connectTimeout: 0,
  // Commands wait in the kit, within bounds, and those that were pending when a connection broke are never sent again.
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  reconnectOnError: null,
  // The kit sends PING. The driver's INFO is refused to some users, and waits long while the server loads.
  enableReadyCheck: false,
  // Replies of ioredis 6 have the same shapes as those of ioredis 5, which has no other protocol.
  protocol: 2,
  replyMapping: "legacy",
  stringNumbers: false,
} as const;

const SENTINELS = "sentinels are for SentinelConnectionFactory and its option SENTINELS";
const TLS: KnownOptions = { known: [...TLS_OPTIONS, ...NET_OPTIONS] };

/** The options of ioredis 5 and 6. */
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
    dnsLookup: "the connection uses the names that the nodes announce",
    scaleReads: "use READ_FROM_REPLICAS",
    clusterRetryStrategy: "coffer finds the cluster by itself, with backoff",
    redisOptions: "write these options into REDIS_CLIENT_KWARGS itself",
  },
  parts: { tls: TLS },
};

/** Milliseconds of silence after which the system probes the connection; ioredis 6's default. */
const KEEP_ALIVE = 30_000;

/** The options that the driver is built with for a server. `REDIS_CLIENT_KWARGS` override the rest. */
export function driverOptions(
  url: ParsedUrl,
  args: ConnectionArguments,
  kwargs: DriverOptions,
  problems: Error[],
): DriverOptions {
  const { tls: given, ...others } = kwargs;
  const tls = url.tls || args.ssl === true || Boolean(given);
  const { host = url.host } = kwargs;
  return {
    ...(url.path === undefined ? { host: url.host, port: url.port } : { path: url.path }),
    db: args.db ?? 0,
    username: args.username ?? null,
    password: args.password ?? null,
    ...(tls && { tls: tlsOptions(host, args, given, problems) }),
    keepAlive: args.socket_keepalive === false ? null : KEEP_ALIVE,
    // Servers before 7.2 refuse CLIENT SETINFO, which the driver sends twice per connection, and count the errors.
    disableClientInfo: true,
    ...others,
    ...FIXED,
  };
}
