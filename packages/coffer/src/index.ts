export * from "@coffer/cache-core";
// For their options: whoever writes settings for `coffer` has those of its parts.
export type {} from "@coffer/client-default";
export type {} from "@coffer/connection-ioredis";
export { createCaches } from "./create-caches.js";
