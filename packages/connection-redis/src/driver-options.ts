import type { ConnectionArguments, DriverOptions, KnownOptions, ParsedUrl } from "@coffer/connection-kit";
import { NET_OPTIONS, TLS_OPTIONS, tlsOptions } from "@coffer/connection-kit";

/** Without these the deadlines and "never sent twice" would not hold, so they are not for REDIS_CLIENT_KWARGS. */
const FIXED = {
  // Commands wait in the kit's link, which bounds them, and what was sent when a connection broke is never sent again.
  disableOfflineQueue: true,
  // Replies have the same shapes with node-redis 5, whose default this is, and 6.
  RESP: 2,
  // Needs RESP 3, and would move the connection behind the kit's back.
  maintNotifications: "disabled",
} as const;

const FIXED_SOCKET = {
  // The kit connects and connects again by itself: it knows whom it keeps waiting, and for how long.
  reconnectStrategy: false,
  // The kit's own deadline covers the whole attempt, the driver's the first part of it. 0 is none.
  connectTimeout: 0,
} as const;

/** By default every command would have a timer of its own, which costs half of the speed; the kit has one for all. */
const NO_TIMEOUT = { timeout: undefined } as const;

/** What the driver knows, 5 and 6. */
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
    tls: "write rediss:// in LOCATION, and what tls.connect is to know into socket",
    nodeAddressMap: "use ADDRESS_MAP",
    rootNodes: "write them in LOCATION",
    useReplicas: "use READ_FROM_REPLICAS",
    defaults: "write what is in it in REDIS_CLIENT_KWARGS itself",
    keyPrefix: "use KEY_PREFIX; the driver's is for its own methods alone",
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

/** Milliseconds of silence after which the system asks whether the other side is still there; node-redis 6's default. */
const KEEP_ALIVE = 30_000;

/** What the driver is built with for a server. `REDIS_CLIENT_KWARGS` come last and win. */
export function driverOptions(
  url: ParsedUrl,
  stated: ConnectionArguments,
  kwargs: DriverOptions,
  mistakes: Error[],
): DriverOptions {
  const { db, username, password, socket_keepalive } = stated;
  const given = partOf(kwargs, "socket");
  const tls = url.tls || stated.ssl === true || Boolean(given.tls);
  const { host = url.host } = given;
  return {
    database: db ?? 0,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    // CLIENT SETINFO twice per connection is an error to servers before 7.2, and noise in their statistics.
    disableClientInfo: true,
    ...kwargs,
    ...FIXED,
    commandOptions: { ...partOf(kwargs, "commandOptions"), ...NO_TIMEOUT },
    socket: {
      ...(url.path === undefined ? { host: url.host, port: url.port } : { path: url.path }),
      ...(tls && { tls: true, ...tlsOptions(host, stated, {}, mistakes) }),
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
