import { LzmaCompressor } from "@coffer/compressor-lzma";
import { compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

for (const own of [{}, { COMPRESSOR_MIN_LENGTH: 0 }]) {
  compressorSuite({
    describe,
    it,
    name: `LzmaCompressor with ${JSON.stringify(own)}`,
    create: (options) => new LzmaCompressor({ ...own, ...options }),
    // .lzma has no magic number, but begins like this.
    heads: [Buffer.from([0x5d, 0, 0, 1, 0])],
    damageMessage: /damaged or truncated|MAX_VALUE_BYTES|window of more than/,
  });
}
