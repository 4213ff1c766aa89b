import type { NativeClass } from "./native.js";

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
  readonly Driver: NativeClass;
  /** What the driver is built with. */
  readonly driverOptions: Readonly<Record<string, unknown>>;
}
