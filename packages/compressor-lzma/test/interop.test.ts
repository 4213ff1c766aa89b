import { LzmaCompressor } from "@coffer/compressor-lzma";
import { compressorInterop } from "../../../test/suites/compressor-interop.js";

compressorInterop({
  format: "lzma",
  compressor: new LzmaCompressor({ MAX_VALUE_BYTES: 2 ** 20 }),
});
