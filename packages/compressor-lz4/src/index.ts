export { Lz4Compressor, Lz4Compressor as default } from "./lz4-compressor.js";
export type { Lz4Options } from "./options.js";
