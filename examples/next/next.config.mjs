import { fileURLToPath } from "node:url";

/** @param {string} name */
const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));

export default {
  output: "standalone",
  cacheHandler: pathOf("./cache-handler.mjs"),
  cacheMaxMemorySize: 0, // otherwise each process has a cache of its own before the one in Redis
  cacheHandlers: { default: pathOf("./use-cache-handler.mjs"), remote: pathOf("./use-cache-handler.mjs") },
  // For "use cache" beside pages with `export const revalidate`. With `cacheComponents: true` it is there without.
  experimental: { useCache: true },
  // In this workspace, packages are above this folder. An application by itself needs neither of both.
  outputFileTracingRoot: pathOf("../.."),
  turbopack: { root: pathOf("../..") },
};
