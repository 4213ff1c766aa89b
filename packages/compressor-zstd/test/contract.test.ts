import { ZstdCompressor } from "@coffer/compressor-zstd";
import { compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

for (const own of [{}, { COMPRESSOR_MIN_LENGTH: 0 }]) {
  compressorSuite({
    describe,
    it,
    name: `ZstdCompressor with ${JSON.stringify(own)}`,
    create: (options) => new ZstdCompressor({ ...own, ...options }),
    damageMessage: /damaged or truncated|MAX_VALUE_BYTES|dictionary/,
  });
}
