import { LzmaCompressor } from "@coffer/compressor-lzma";
import { compressorContract } from "../../../test/suites/compressor-contract.js";

compressorContract({
  Compressor: LzmaCompressor,
  // .lzma has no magic number, but begins like this.
  heads: [Buffer.from([0x5d, 0, 0, 1, 0])],
  damageMessage: /damaged or truncated|MAX_VALUE_BYTES|window of more than/,
});
