import type { PluginClass } from "@coffer/cache-core";
import { ImproperlyConfigured, redactOnInspect } from "@coffer/cache-core";
import type { Driver, DriverOptions } from "../driver/driver.js";
import type { ConnectionParams } from "../options/connection-params.js";
import type { ConnectionArguments } from "../settings/connection-arguments.js";
import { parseUrl } from "../settings/parse-url.js";
import type { Endpoint } from "./endpoint.js";
import { fingerprint } from "./fingerprint.js";

/** Seconds. What holds where nothing, `null` or 0 is said: no call waits for ever. */
const DEFAULT_TIMEOUT = 2;

/** What the settings say beside the params. */
export interface EndpointSettings {
  readonly kwargs: ConnectionArguments;
  readonly driver: Driver;
  readonly Client: PluginClass;
  readonly driverKwargs: DriverOptions;
  /** The absolute path of a file that the settings name. */
  readonly resolveFile: (path: string) => string;
  /** What else keeps connections apart. */
  readonly identity: readonly unknown[];
}

/**
 * Decides everything about a connection. Order of strength: the URL, `CONNECTION_POOL_KWARGS`, the other options.
 * @throws ImproperlyConfigured for a URL that cannot be understood, or files that cannot be read.
 */
export function resolveEndpoint(params: ConnectionParams, settings: EndpointSettings): Endpoint {
  const mistakes: Error[] = [];
  const { driver, Client, driverKwargs, identity } = settings;
  const url = (driver.parseUrl ?? parseUrl)(params.url, mistakes);
  if (url === undefined) throw new ImproperlyConfigured(mistakes);
  const { username, password, socketTimeout, socketConnectTimeout } = params;
  const stated = withFiles(settings.resolveFile, {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(socketTimeout !== undefined && { socket_timeout: socketTimeout }),
    ...(socketConnectTimeout !== undefined && { socket_connect_timeout: socketConnectTimeout }),
    ...settings.kwargs,
    ...url.stated,
  });
  const decided = {
    where: `${url.where}${url.path === undefined ? "/" : "?db="}${stated.db ?? 0}`,
    socketTimeout: (stated.socket_timeout || DEFAULT_TIMEOUT) * 1000,
    connectTimeout: connectTimeoutOf(stated),
    maxConnections: stated.max_connections ?? 1,
    clientName: stated.client_name,
    Client,
    driverOptions: driver.options(url, stated, driverKwargs, mistakes),
  };
  if (mistakes.length > 0) throw new ImproperlyConfigured(mistakes);
  // Not of the driver, which may be an object of this factory alone: its class and options say all that matters.
  const key = fingerprint([decided, identity]);
  return redactOnInspect({ ...decided, driver, key });
}

/** Milliseconds that an attempt to connect may take. */
export function connectTimeoutOf({ socket_connect_timeout }: ConnectionArguments): number {
  return (socket_connect_timeout || DEFAULT_TIMEOUT) * 1000;
}

const FILES = ["ssl_ca_certs", "ssl_certfile", "ssl_keyfile"] as const;

function withFiles(resolveFile: (path: string) => string, stated: ConnectionArguments): ConnectionArguments {
  const paths = FILES.map((name) => [name, stated[name]] as const);
  const resolved = paths.flatMap(([name, path]) => (path === undefined ? [] : [[name, resolveFile(path)]]));
  return { ...stated, ...Object.fromEntries(resolved) };
}
