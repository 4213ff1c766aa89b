import type { PluginClass } from "@coffer/cache-core";
import type { Driver, DriverOptions } from "../driver/driver.js";

/** Everything that makes a connection to one server, decided. */
export interface Endpoint {
  /** Equal for connections that are equal in everything, and for those only. */
  readonly key: string;
  /** The server as messages show it, without credentials. */
  readonly where: string;
  /** Milliseconds that a command waits for its reply. */
  readonly socketTimeout: number;
  /** Milliseconds that an attempt to connect may take until the server has answered. */
  readonly connectTimeout: number;
  readonly maxConnections: number;
  readonly clientName: string | undefined;
  readonly driver: Driver;
  /** The class of the driver's objects, and what they are built with. */
  readonly Client: PluginClass;
  readonly driverOptions: DriverOptions;
}
