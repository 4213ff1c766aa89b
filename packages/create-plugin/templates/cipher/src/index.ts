export { ExampleCipher, ExampleCipher as default } from "./example-cipher.js";
export type { ExampleOptions } from "./options.js";
