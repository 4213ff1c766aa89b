import { runSuite, type SuiteOptions } from "@coffer/plugin-kit/suite";
import { aroundCase } from "./around-case.js";
import { clientGroups } from "./client-groups.js";
import { missingCapabilities } from "./missing-capabilities.js";
import { ServerGate } from "./server-gate.js";
import type { TestedClient } from "./tested-client.js";

export interface ClientSuiteOptions extends SuiteOptions, TestedClient {}

/** What every cache must do with any client. Every case runs on an empty database. */
export function clientSuite(options: ClientSuiteOptions): void {
  const gate = new ServerGate();
  runSuite(options, {
    name: "a cache",
    groups: clientGroups,
    lacks: missingCapabilities(options.capabilities ?? {}, options.raw !== undefined),
    around: (run) => aroundCase(options, gate, run),
  });
}
