export { ExampleCompressor, ExampleCompressor as default } from "./example-compressor.js";
