export * from "@coffer/cache-core";
export { createCaches } from "./create-caches.js";
