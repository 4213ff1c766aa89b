export { ExampleClient, ExampleClient as default } from "./example-client.js";
