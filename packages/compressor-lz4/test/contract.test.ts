import { Lz4Compressor } from "@coffer/compressor-lz4";
import { compressorSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

const unchecked = "django-redis's frames have no checksums, so damage within literals is not detected";
const cannot = { "compressed bytes with one byte changed are an error": unchecked };

for (const own of [{}, { COMPRESSOR_MIN_LENGTH: 0 }]) {
  compressorSuite({
    describe,
    it,
    name: `Lz4Compressor with ${JSON.stringify(own)}`,
    create: (options) => new Lz4Compressor({ ...own, ...options }),
    damageMessage: /damaged or truncated|MAX_VALUE_BYTES|dictionary/,
    cannot,
  });
}
