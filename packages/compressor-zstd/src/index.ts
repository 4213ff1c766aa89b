export type { ZstdOptions } from "./options.js";
export { ZstdCompressor, ZstdCompressor as default } from "./zstd-compressor.js";
