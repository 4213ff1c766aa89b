import { fileURLToPath } from "node:url";

/** @param {string} name */
const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));

export default {
  output: "standalone",
  cacheHandler: pathOf("./cache-handler.mjs"),
  cacheMaxMemorySize: 0, // Otherwise each process would have its own cache in front of Redis.
  cacheHandlers: { default: pathOf("./use-cache-handler.mjs"), remote: pathOf("./use-cache-handler.mjs") },
  // For "use cache" next to pages with `export const revalidate`. With `cacheComponents: true` it is enabled anyway.
  experimental: { useCache: true },
  // In this workspace, packages are above this folder. A separate application needs neither.
  outputFileTracingRoot: pathOf("../.."),
  turbopack: { root: pathOf("../..") },
};
