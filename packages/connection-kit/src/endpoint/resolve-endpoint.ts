import type { PluginClass } from "@coffer/cache-core";
import { ImproperlyConfigured, redactOnInspect } from "@coffer/cache-core";
import type { Driver } from "../driver/driver.js";
import type { ConnectionArguments } from "../settings/connection-arguments.js";
import type { DriverOptions } from "../settings/driver-options.js";
import { parseUrl } from "../settings/parse-url.js";
import type { ConnectionParams } from "./connection-params.js";
import type { Endpoint } from "./endpoint.js";
import { fingerprint } from "./fingerprint.js";

/** Seconds. Also for `null` and 0, since every call must end. */
const DEFAULT_TIMEOUT = 2;

/** The settings other than the connection params. */
export interface EndpointSettings {
  readonly kwargs: ConnectionArguments;
  readonly driver: Driver;
  readonly Client: PluginClass;
  readonly driverKwargs: DriverOptions;
  /** Returns the absolute path of a file that the settings name. */
  readonly resolveFile: (path: string) => string;
  /** Other differences between connections: classes whose pools must not be shared. */
  readonly identity: readonly unknown[];
}

/**
 * Combines all settings of a connection. The URL overrides `CONNECTION_POOL_KWARGS`, and these override the other
 * options.
 * @throws ImproperlyConfigured for an invalid URL, or files that cannot be read.
 */
export function resolveEndpoint(params: ConnectionParams, settings: EndpointSettings): Endpoint {
  const problems: Error[] = [];
  const { driver, Client, driverKwargs, identity } = settings;
  const url = (driver.parseUrl ?? parseUrl)(params.url, problems);
  if (url === undefined) throw new ImproperlyConfigured(problems);
  const { username, password, socketTimeout, socketConnectTimeout } = params;
  const args = withFiles(settings.resolveFile, {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(socketTimeout !== undefined && { socket_timeout: socketTimeout }),
    ...(socketConnectTimeout !== undefined && { socket_connect_timeout: socketConnectTimeout }),
    ...settings.kwargs,
    ...url.args,
  });
  const resolved = {
    where: `${url.where}${url.path === undefined ? "/" : "?db="}${args.db ?? 0}`,
    socketTimeout: (args.socket_timeout || DEFAULT_TIMEOUT) * 1000,
    connectTimeout: connectTimeoutOf(args),
    maxConnections: args.max_connections ?? 1,
    clientName: args.client_name,
    Client,
    driverOptions: driver.options(url, args, driverKwargs, problems),
  };
  if (problems.length > 0) throw new ImproperlyConfigured(problems);
  // Without the driver, which may be an object of one factory: its class and options are sufficient.
  const key = fingerprint([resolved, identity]);
  return redactOnInspect({ ...resolved, driver, key });
}

/** Milliseconds that an attempt to connect may take. */
export function connectTimeoutOf({ socket_connect_timeout }: ConnectionArguments): number {
  return (socket_connect_timeout || DEFAULT_TIMEOUT) * 1000;
}

const FILES = ["ssl_ca_certs", "ssl_certfile", "ssl_keyfile"] as const;

function withFiles(resolveFile: (path: string) => string, args: ConnectionArguments): ConnectionArguments {
  const paths = FILES.map((name) => [name, args[name]] as const);
  const absolute = paths.flatMap(([name, path]) => (path === undefined ? [] : [[name, resolveFile(path)]]));
  return { ...args, ...Object.fromEntries(absolute) };
}
