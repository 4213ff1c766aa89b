import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { compressorContract } from "../../../test/suites/compressor-contract.js";

for (const Compressor of [ZlibCompressor, GzipCompressor]) {
  compressorContract({ Compressor, damageMessage: /damaged or truncated|MAX_VALUE_BYTES/ });
}
