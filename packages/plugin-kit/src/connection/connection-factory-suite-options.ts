import type { ConnectionFactory } from "@coffer/cache-core";
import type { SuiteOptions } from "../suite/runner.js";
import type { ConnectionCapabilities } from "./connection-capabilities.js";
import type { ConnectionOptions } from "./connection-options.js";

/** Options of `connectionFactorySuite`. */
export interface ConnectionFactorySuiteOptions extends SuiteOptions {
  /** Creates the factory from OPTIONS. The suite sets only `SOCKET_TIMEOUT` and `SOCKET_CONNECT_TIMEOUT`. */
  readonly create: (options?: ConnectionOptions) => ConnectionFactory;
  /** The URL of a database that only the suite uses; each case empties it first. */
  readonly url: string;
  /** A URL that refuses connections. Default: port 1 of this machine. */
  readonly deadUrl?: string | undefined;
  readonly capabilities?: ConnectionCapabilities | undefined;
}
