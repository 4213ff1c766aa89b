import { runSuite, type SuiteOptions } from "@coffer/plugin-kit/suite";
import { aroundCase } from "./around-case.js";
import { clientGroups } from "./client-groups.js";
import { missingCapabilities } from "./missing-capabilities.js";
import { ServerGate } from "./server-gate.js";
import type { TestedClient } from "./tested-client.js";

/** Options of `clientSuite`. */
export interface ClientSuiteOptions extends SuiteOptions, TestedClient {}

/** Tests what every cache must do, whatever its client. Every case runs on an empty database. */
export function clientSuite(options: ClientSuiteOptions): void {
  const gate = new ServerGate();
  runSuite(options, {
    name: "a cache",
    groups: clientGroups,
    lacks: missingCapabilities(options.capabilities ?? {}, options.raw !== undefined),
    around: (run) => aroundCase(options, gate, run),
  });
}
