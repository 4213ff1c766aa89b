export type { ClientCapabilities } from "./client-capabilities.js";
export type { Raw } from "./client-context.js";
export { clientSuite } from "./client-suite.js";
export type { ClientSuiteOptions } from "./client-suite-options.js";
export { createCacheWith } from "./create-cache-with.js";
