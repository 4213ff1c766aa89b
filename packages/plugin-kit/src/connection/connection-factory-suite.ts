import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import { aroundConnection } from "./around-connection.js";
import { closing } from "./closing.js";
import type { ConnectionCapabilities } from "./connection-capabilities.js";
import type { ConnectionContext } from "./connection-context.js";
import type { ConnectionFactorySuiteOptions } from "./connection-factory-suite-options.js";
import { hooks } from "./hooks.js";
import { outages } from "./outages.js";
import { refusals } from "./refusals.js";
import { replies } from "./replies.js";
import { scripts } from "./scripts.js";
import { sequence } from "./sequence.js";
import { tracking } from "./tracking.js";

const groups: Groups<ConnectionContext> = {
  replies,
  refusals,
  sequence,
  scripts,
  outages,
  closing,
  hooks,
  tracking,
};

const MEANING: Readonly<Record<keyof ConnectionCapabilities, string>> = {
  outages: "outages of this server cannot be simulated",
  hooks: "this factory has no hooks",
  scriptFlush: "this server does not forget scripts",
  tracking: "this factory has no track",
};

/** Tests what every connection factory and its connections must do. */
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
