import { createCacheHandler } from "@coffer/next";
import { settings } from "./settings.mjs";

// Pages, route handlers, fetch and unstable_cache.
export default createCacheHandler(settings);
