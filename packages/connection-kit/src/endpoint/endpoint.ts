import type { PluginClass } from "@coffer/cache-core";
import type { Driver } from "../driver/driver.js";
import type { DriverOptions } from "../settings/driver-options.js";

/** The complete settings of a connection to one server. */
export interface Endpoint {
  /** Equal for connections whose settings are equal in everything, and only for those. */
  readonly key: string;
  /** The server as messages show it, without credentials. */
  readonly where: string;
  /** Milliseconds that a command waits for its reply. */
  readonly socketTimeout: number;
  /** Milliseconds that an attempt to connect may take until the server has answered. */
  readonly connectTimeout: number;
  /** The most sockets of the pool. */
  readonly maxConnections: number;
  /** The name of the connection in `CLIENT LIST`. */
  readonly clientName: string | undefined;
  /** The connection package's own part. */
  readonly driver: Driver;
  /** The class of the driver's object. */
  readonly Client: PluginClass;
  /** The options that the driver's object is created with. */
  readonly driverOptions: DriverOptions;
}
