export { ExampleParser, ExampleParser as default } from "./example-parser.js";
