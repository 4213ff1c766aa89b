import { LzmaCompressor } from "@coffer/compressor-lzma";
import { compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

compressorSuite({ describe, it, create: (options) => new LzmaCompressor(options) });
