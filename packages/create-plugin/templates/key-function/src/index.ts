export { exampleKey, exampleKey as default, reverseExampleKey } from "./example-key.js";
