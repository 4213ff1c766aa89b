export { exampleLayer, exampleLayer as default } from "./example-layer.js";
