import { ZstdCompressor } from "@coffer/compressor-zstd";
import { compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

compressorSuite({ describe, it, create: (options) => new ZstdCompressor(options) });
