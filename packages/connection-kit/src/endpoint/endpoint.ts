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
  readonly maxConnections: number;
  readonly clientName: string | undefined;
  readonly driver: Driver;
  /** The class of the driver's object, and the options that it is built with. */
  readonly Client: PluginClass;
  readonly driverOptions: DriverOptions;
}
