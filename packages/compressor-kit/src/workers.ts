// Separate from the rest: most compressors have a library with its own threads, and load none of this.
export { serveEngines } from "./serve-engines.js";
export { type BackgroundEngine, type Engine, Threads } from "./threads.js";
