export type { ClientCapabilities } from "./client-capabilities.js";
export type { Raw } from "./client-context.js";
export { type ClientSuiteOptions, clientSuite } from "./client-suite.js";
export { createCacheWith } from "./create-cache-with.js";
export type { Layers } from "./layer-context.js";
export { type LayerSuiteOptions, layerSuite } from "./layer-suite.js";
export { referenceLayer } from "./layers/reference-layer.js";
export type { TestedClient } from "./tested-client.js";
