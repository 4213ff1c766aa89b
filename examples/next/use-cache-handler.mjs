import { createUseCacheHandler } from "@coffer/next";
import { settings } from "./settings.mjs";

// "use cache" and "use cache: remote".
export default createUseCacheHandler(settings);
