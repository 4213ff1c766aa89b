import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

for (const Compressor of [ZlibCompressor, GzipCompressor]) {
  for (const own of [{}, { COMPRESSOR_MIN_LENGTH: 0 }]) {
    compressorSuite({
      describe,
      it,
      name: `${Compressor.name} with ${JSON.stringify(own)}`,
      create: (options) => new Compressor({ ...own, ...options }),
      damageMessage: /damaged or truncated|MAX_VALUE_BYTES/,
    });
  }
}
