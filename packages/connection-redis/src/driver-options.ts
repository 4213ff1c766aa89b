import type { ConnectionArguments, DriverOptions, ParsedUrl } from "@coffer/connection-kit";
import { tlsOptions } from "@coffer/connection-kit";

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

const INSTEAD: Readonly<Record<string, string>> = {
  url: "write it in LOCATION",
  keyPrefix: "use KEY_PREFIX; the driver's is for its own methods alone",
  clientSideCache: "it needs RESP 3",
  emitInvalidate: "it needs RESP 3",
};

const INSTEAD_SOCKET: Readonly<Record<string, string>> = {
  connectTimeout: "use SOCKET_CONNECT_TIMEOUT",
  socketTimeout: "use SOCKET_TIMEOUT",
  signal: "the connection is closed with the cache",
};

/** By default every command would have a timer of its own, which costs half of the speed; the kit has one for all. */
const NO_TIMEOUT = { timeout: undefined } as const;

const INSTEAD_COMMAND: Readonly<Record<string, string>> = {
  timeout: "use SOCKET_TIMEOUT",
  asap: "commands keep the order of the calls",
  abortSignal: "the connection is closed with the cache",
};

/** Milliseconds of silence after which the system asks whether the other side is still there; node-redis 6's default. */
const KEEP_ALIVE = 30_000;

/** What the driver is built with for a server. `REDIS_CLIENT_KWARGS` come last and win. */
export function driverOptions(
  url: ParsedUrl,
  stated: ConnectionArguments,
  _connectTimeout: number,
  kwargs: DriverOptions,
  mistakes: Error[],
): DriverOptions {
  const { db, username, password, socket_keepalive } = stated;
  const tls = url.tls || stated.ssl === true;
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
      ...(tls && { tls: true, ...tlsOptions(stated, mistakes) }),
      keepAlive: socket_keepalive !== false,
      keepAliveInitialDelay: KEEP_ALIVE,
      ...partOf(kwargs, "socket"),
      ...FIXED_SOCKET,
    },
  };
}

/** Tells what of `REDIS_CLIENT_KWARGS` is not for the settings to decide. */
export function checkDriverKwargs(kwargs: DriverOptions, mistakes: Error[]): void {
  checkPart("", kwargs, FIXED, INSTEAD, mistakes);
  checkPart("socket.", partOf(kwargs, "socket"), FIXED_SOCKET, INSTEAD_SOCKET, mistakes);
  checkPart("commandOptions.", partOf(kwargs, "commandOptions"), NO_TIMEOUT, INSTEAD_COMMAND, mistakes);
}

function checkPart(
  path: string,
  given: DriverOptions,
  fixed: DriverOptions,
  instead: Readonly<Record<string, string>>,
  mistakes: Error[],
): void {
  for (const [name, value] of Object.entries(given)) {
    if (Object.hasOwn(fixed, name) && fixed[name] === value) continue;
    const why = Object.hasOwn(instead, name)
      ? instead[name]
      : Object.hasOwn(fixed, name) && "coffer's deadlines depend on it";
    if (why) mistakes.push(new Error(`REDIS_CLIENT_KWARGS.${path}${name}: leave it out: ${why}`));
  }
}

function partOf(kwargs: DriverOptions, name: string): DriverOptions {
  return (kwargs[name] ?? {}) as DriverOptions;
}
