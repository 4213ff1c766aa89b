import type { ConnectionArguments, DriverOptions, ParsedUrl } from "@coffer/connection-kit";
import { tlsOptions } from "@coffer/connection-kit";

/** Without these the deadlines and "never sent twice" would not hold, so they are not for REDIS_CLIENT_KWARGS. */
const FIXED = {
  // The kit connects and connects again by itself: it knows whom it keeps waiting, and for how long.
  lazyConnect: true,
  retryStrategy: () => null,
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

const INSTEAD: Readonly<Record<string, string>> = {
  commandTimeout: "use SOCKET_TIMEOUT",
  socketTimeout: "use SOCKET_TIMEOUT",
  connectTimeout: "use SOCKET_CONNECT_TIMEOUT",
  enableAutoPipelining: "coffer sends the calls of a turn together by itself, and in their order",
  keyPrefix: "use KEY_PREFIX, which patterns and clear() know of, too",
};

/** Milliseconds of silence after which the system asks whether the other side is still there; ioredis 6's default. */
const KEEP_ALIVE = 30_000;

/** What the driver is built with for a server. `REDIS_CLIENT_KWARGS` come last and win. */
export function driverOptions(
  url: ParsedUrl,
  stated: ConnectionArguments,
  connectTimeout: number,
  kwargs: DriverOptions,
  mistakes: Error[],
): DriverOptions {
  const tls = url.tls || stated.ssl === true;
  return {
    ...(url.path === undefined ? { host: url.host, port: url.port } : { path: url.path }),
    db: stated.db ?? 0,
    username: stated.username ?? null,
    password: stated.password ?? null,
    ...(tls && { tls: tlsOptions(stated, mistakes) }),
    keepAlive: stated.socket_keepalive === false ? null : KEEP_ALIVE,
    connectTimeout,
    // CLIENT SETINFO twice per connection is an error to servers before 7.2, and noise in their statistics.
    disableClientInfo: true,
    ...kwargs,
    ...FIXED,
  };
}

/** Tells what of `REDIS_CLIENT_KWARGS` is not for the settings to decide. */
export function checkDriverKwargs(kwargs: DriverOptions, mistakes: Error[]): void {
  const fixed: Readonly<Record<string, unknown>> = FIXED;
  for (const [name, value] of Object.entries(kwargs)) {
    if (fixed[name] === value) continue;
    const why = Object.hasOwn(fixed, name) ? "coffer's deadlines depend on it" : INSTEAD[name];
    if (why !== undefined) mistakes.push(new Error(`REDIS_CLIENT_KWARGS.${name}: leave it out: ${why}`));
  }
}
