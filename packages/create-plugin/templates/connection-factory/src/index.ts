export {
  ExampleConnectionFactory,
  ExampleConnectionFactory as default,
} from "./example-connection-factory.js";
export type { ExampleOptions } from "./options.js";
