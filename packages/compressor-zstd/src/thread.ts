import { serveEngines } from "@coffer/compressor-kit/workers";
import { type EngineOptions, ZstdEngine } from "./engine.js";

serveEngines((options: EngineOptions) => new ZstdEngine(options));
