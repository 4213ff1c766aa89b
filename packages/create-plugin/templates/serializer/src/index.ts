export { ExampleSerializer, ExampleSerializer as default } from "./example-serializer.js";
export type { ExampleOptions } from "./options.js";
