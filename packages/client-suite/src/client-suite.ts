import { runSuite } from "@coffer/plugin-kit/suite";
import { aroundCase } from "./around-case.js";
import { clientGroups } from "./client-groups.js";
import type { ClientSuiteOptions } from "./client-suite-options.js";
import { missingCapabilities } from "./missing-capabilities.js";
import { ServerGate } from "./server-gate.js";

/** What every cache has to do, whichever client carries it out. Every case runs on an empty database. */
export function clientSuite(options: ClientSuiteOptions): void {
  const gate = new ServerGate();
  runSuite(options, {
    name: "a cache",
    groups: clientGroups,
    lacks: missingCapabilities(options.capabilities ?? {}, options.raw !== undefined),
    around: (run) => aroundCase(options, gate, run),
  });
}
