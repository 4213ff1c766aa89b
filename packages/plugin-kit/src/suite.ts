// The parts of suites, for packages with their own suite, such as @coffer/client-suite, or a suite for another kind
// of plugin.
export type { CaseBody, Cases, ConditionalCase, Groups } from "./suite/cases.js";
export { needing } from "./suite/needing.js";
export { random } from "./suite/random.js";
export { type ExpectedError, rejects } from "./suite/rejects.js";
export { runSuite, type Suite } from "./suite/run-suite.js";
export type { It, Runner, SuiteOptions } from "./suite/runner.js";
export { SkippedCase } from "./suite/skipped-case.js";
export { text } from "./suite/text.js";
