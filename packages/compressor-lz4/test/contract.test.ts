import { Lz4Compressor } from "@coffer/compressor-lz4";
import { compressorContract } from "../../../test/suites/compressor-contract.js";

const unchecked = "django-redis's frames have no checksums, so damage within literals is not detected";

compressorContract({
  Compressor: Lz4Compressor,
  damageMessage: /damaged or truncated|MAX_VALUE_BYTES|dictionary/,
  cannot: { "compressed bytes with one byte changed are an error": unchecked },
});
