import { gunzipSync, inflateSync } from "node:zlib";
import { GzipCompressor, ZlibCompressor } from "@coffer/compressor-zlib";
import { compressorInterop } from "../../../test/suites/compressor-interop.js";

const OPTIONS = { MAX_VALUE_BYTES: 2 ** 20 };
compressorInterop({
  format: "zlib",
  compressor: new ZlibCompressor(OPTIONS),
  inflate: inflateSync,
});
compressorInterop({
  format: "gzip",
  compressor: new GzipCompressor(OPTIONS),
  inflate: gunzipSync,
});
