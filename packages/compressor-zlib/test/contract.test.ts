import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

for (const Compressor of [ZlibCompressor, GzipCompressor]) {
  compressorSuite({ describe, it, name: Compressor.name, create: (options) => new Compressor(options) });
}
