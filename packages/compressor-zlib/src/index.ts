export { GzipCompressor } from "./gzip-compressor.js";
export type { ZlibOptions } from "./options.js";
export { ZlibCompressor, ZlibCompressor as default } from "./zlib-compressor.js";
