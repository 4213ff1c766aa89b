export { LzmaCompressor, LzmaCompressor as default } from "./lzma-compressor.js";
