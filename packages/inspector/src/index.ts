export { type InspectorHandler, inspector } from "./inspector.js";
export type { InspectorOptions } from "./options.js";
export { type ServedInspector, type ServeOptions, serveInspector } from "./serve.js";
