export { ExampleSerializer, ExampleSerializer as default } from "./example-serializer.js";
