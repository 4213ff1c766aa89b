import type { CacheOptions, Connection, ConnectionFactory } from "@coffer/cache-core";
import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import { aroundConnection } from "./around-connection.js";
import { away } from "./away.js";
import { closing } from "./closing.js";
import { hooks } from "./hooks.js";
import { refusals } from "./refusals.js";
import { replies } from "./replies.js";
import { scripts } from "./scripts.js";
import { sequence } from "./sequence.js";

/** OPTIONS, with those of the connection package among them. */
export type ConnectionOptions = Readonly<CacheOptions & Record<string, unknown>>;

export interface ConnectionContext {
  /** A connection to an empty database. */
  readonly connection: Connection;
  readonly factory: ConnectionFactory;
  readonly url: string;
  readonly deadUrl: string;
  create(options?: ConnectionOptions): ConnectionFactory;
  /** A connection of a factory with these options, closed after the case. */
  connect(url?: string, options?: ConnectionOptions): Connection;
}

/** What the suite can rely on, as data. All default to yes. */
export interface ConnectionCapabilities {
  /** A port where nobody listens refuses, and a silent server is silent. */
  readonly outages?: boolean;
  /** The factory has django-redis's five hooks. */
  readonly hooks?: boolean;
  /** The server forgets its scripts on SCRIPT FLUSH. */
  readonly scriptFlush?: boolean;
}

export interface ConnectionFactorySuiteOptions extends SuiteOptions {
  /** Makes the factory from OPTIONS, of which the suite sets `SOCKET_TIMEOUT` and `SOCKET_CONNECT_TIMEOUT` only. */
  readonly create: (options?: ConnectionOptions) => ConnectionFactory;
  /** A database that is the suite's alone; it is emptied before each case. */
  readonly url: string;
  /** One that refuses connections. Default: port 1 of this machine. */
  readonly deadUrl?: string | undefined;
  readonly capabilities?: ConnectionCapabilities | undefined;
}

const groups: Groups<ConnectionContext> = { replies, refusals, sequence, scripts, away, closing, hooks };

const MEANING: Readonly<Record<keyof ConnectionCapabilities, string>> = {
  outages: "this server cannot be away",
  hooks: "this factory has no hooks",
  scriptFlush: "this server does not forget scripts",
};

/** What every connection factory, and the connections that it makes, have to do. */
export function connectionFactorySuite(options: ConnectionFactorySuiteOptions): void {
  const { capabilities = {} } = options;
  const lacks = Object.entries(MEANING).filter(
    ([name]) => capabilities[name as keyof ConnectionCapabilities] === false,
  );
  runSuite(options, {
    name: "a connection factory",
    groups,
    lacks: Object.fromEntries(lacks),
    around: (run) => aroundConnection(options, run),
  });
}
