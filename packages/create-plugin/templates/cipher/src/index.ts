export { ExampleCipher, ExampleCipher as default } from "./example-cipher.js";
