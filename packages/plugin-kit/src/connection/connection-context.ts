import type { Connection, ConnectionFactory } from "@coffer/cache-core";
import type { ConnectionOptions } from "./connection-options.js";

export interface ConnectionContext {
  /** A connection to an empty database. */
  readonly connection: Connection;
  readonly factory: ConnectionFactory;
  readonly url: string;
  readonly deadUrl: string;
  create(options?: ConnectionOptions): ConnectionFactory;
  /** A connection from a factory with these options. It is closed after the case. */
  connect(url?: string, options?: ConnectionOptions): Connection;
}
