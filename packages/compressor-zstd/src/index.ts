export type { ZstdOptions } from "./options.js";
export { trainDictionary } from "./training/train-dictionary.js";
export { ZstdCompressor, ZstdCompressor as default } from "./zstd-compressor.js";
