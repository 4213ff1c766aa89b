import { ZstdCompressor } from "@coffer/compressor-zstd";
import { compressorContract } from "../../../test/suites/compressor-contract.js";

compressorContract({
  Compressor: ZstdCompressor,
  damageMessage: /damaged or truncated|MAX_VALUE_BYTES|dictionary/,
});
