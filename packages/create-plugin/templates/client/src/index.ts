export { ExampleClient, ExampleClient as default } from "./example-client.js";
export type { ExampleOptions } from "./options.js";
