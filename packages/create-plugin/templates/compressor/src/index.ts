export { ExampleCompressor, ExampleCompressor as default } from "./example-compressor.js";
export type { ExampleOptions } from "./options.js";
