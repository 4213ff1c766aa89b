export { createCacheHandler } from "./cache-handler/create-cache-handler.js";
export type { HandlerOptions } from "./options.js";
export { createUseCacheHandler } from "./use-cache/create-use-cache-handler.js";
