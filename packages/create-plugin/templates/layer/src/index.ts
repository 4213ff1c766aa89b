export { exampleLayer, exampleLayer as default } from "./example-layer.js";
export type { ExampleOptions } from "./options.js";
