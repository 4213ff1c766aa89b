export { Lz4Compressor, Lz4Compressor as default } from "./lz4-compressor.js";
