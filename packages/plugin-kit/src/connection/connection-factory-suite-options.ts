import type { ConnectionFactory } from "@coffer/cache-core";
import type { SuiteOptions } from "../suite/runner.js";
import type { ConnectionCapabilities } from "./connection-capabilities.js";
import type { ConnectionOptions } from "./connection-options.js";

export interface ConnectionFactorySuiteOptions extends SuiteOptions {
  /** Creates the factory from OPTIONS, of which the suite sets `SOCKET_TIMEOUT` and `SOCKET_CONNECT_TIMEOUT` only. */
  readonly create: (options?: ConnectionOptions) => ConnectionFactory;
  /** A database for the suite only; it is emptied before each case. */
  readonly url: string;
  /** A URL that refuses connections. Default: port 1 of this machine. */
  readonly deadUrl?: string | undefined;
  readonly capabilities?: ConnectionCapabilities | undefined;
}
