export { LzmaCompressor, LzmaCompressor as default } from "./lzma-compressor.js";
export type { LzmaOptions } from "./options.js";
