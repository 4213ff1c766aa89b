export { GzipCompressor } from "./gzip-compressor.js";
export { ZlibCompressor, ZlibCompressor as default } from "./zlib-compressor.js";
