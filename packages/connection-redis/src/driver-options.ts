import type { ConnectionArguments, DriverOptions, KnownOptions, ParsedUrl } from "@coffer/connection-kit";
import { NET_OPTIONS, TLS_OPTIONS, tlsOptions } from "@coffer/connection-kit";

/** Deadlines and "never sent twice" depend on these, so REDIS_CLIENT_KWARGS cannot change them. */
const FIXED = {
  // Commands wait in the kit, within bounds, and those that were pending when a connection broke are never sent again.
  disableOfflineQueue: true,
  // Replies of node-redis 6 have the same shapes as those of node-redis 5, whose default this is.
  RESP: 2,
  // Needs RESP 3, and would move the connection without the kit.
  maintNotifications: "disabled",
} as const;

const FIXED_SOCKET = {
  // The kit connects and reconnects, since it has the calls that wait and their deadlines.
  reconnectStrategy: false,
  // The kit's deadline covers the whole attempt, the driver's only its first part. 0 turns it off.
  connectTimeout: 0,
} as const;

/** By default node-redis starts a timer for each command, which halves the speed; the kit has one for all commands. */
const NO_TIMEOUT = { timeout: undefined } as const;

/** The options of node-redis 5 and 6. */
export const NODE_REDIS_OPTIONS: KnownOptions = {
  known: (
    "url socket username password credentialsProvider name database commandsQueueMaxLength readonly pingInterval commandOptions " +
    "clientSideCache disableClientInfo clientInfoTag emitInvalidate maintEndpointType maintRelaxedCommandTimeout " +
    "maintRelaxedSocketTimeout modules functions scripts unstableResp3 himportRegistry"
  ).split(" "),
  fixed: FIXED,
  instead: {
    url: "write it in LOCATION",
    host: "write it in LOCATION",
    port: "write it in LOCATION",
    tls: "write rediss:// in LOCATION, and the options of tls.connect in socket",
    nodeAddressMap: "use ADDRESS_MAP",
    rootNodes: "write them in LOCATION",
    useReplicas: "use READ_FROM_REPLICAS",
    defaults: "write these options into REDIS_CLIENT_KWARGS itself",
    keyPrefix: "use KEY_PREFIX; the driver's applies only to its own methods",
    clientSideCache: "it needs RESP 3",
    emitInvalidate: "it needs RESP 3",
  },
  parts: {
    socket: {
      known: ["tls", "connectTimeout", "socketTimeout", ...NET_OPTIONS, ...TLS_OPTIONS],
      fixed: FIXED_SOCKET,
      instead: {
        connectTimeout: "use SOCKET_CONNECT_TIMEOUT",
        socketTimeout: "use SOCKET_TIMEOUT",
        signal: "the connection is closed with the cache",
      },
    },
    commandOptions: {
      known: ["typeMapping", "chainId"],
      fixed: NO_TIMEOUT,
      instead: {
        timeout: "use SOCKET_TIMEOUT",
        asap: "commands keep the order of the calls",
        abortSignal: "the connection is closed with the cache",
      },
    },
  },
};

/** Milliseconds of silence after which the system probes the connection; node-redis 6's default. */
const KEEP_ALIVE = 30_000;

/** The options that the driver is built with for a server. `REDIS_CLIENT_KWARGS` override the rest. */
export function driverOptions(
  url: ParsedUrl,
  args: ConnectionArguments,
  kwargs: DriverOptions,
  problems: Error[],
): DriverOptions {
  const { db, username, password, socket_keepalive } = args;
  const given = partOf(kwargs, "socket");
  const tls = url.tls || args.ssl === true || Boolean(given.tls);
  const { host = url.host } = given;
  return {
    database: db ?? 0,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    // Servers before 7.2 refuse CLIENT SETINFO, which the driver sends twice per connection, and count the errors.
    disableClientInfo: true,
    ...kwargs,
    ...FIXED,
    commandOptions: { ...partOf(kwargs, "commandOptions"), ...NO_TIMEOUT },
    socket: {
      ...(url.path === undefined ? { host: url.host, port: url.port } : { path: url.path }),
      ...(tls && { tls: true, ...tlsOptions(host, args, {}, problems) }),
      keepAlive: socket_keepalive !== false,
      keepAliveInitialDelay: KEEP_ALIVE,
      ...given,
      ...FIXED_SOCKET,
    },
  };
}

function partOf(kwargs: DriverOptions, name: string): DriverOptions {
  return (kwargs[name] ?? {}) as DriverOptions;
}
