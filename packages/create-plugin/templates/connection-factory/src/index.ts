export {
  ExampleConnectionFactory,
  ExampleConnectionFactory as default,
} from "./example-connection-factory.js";
