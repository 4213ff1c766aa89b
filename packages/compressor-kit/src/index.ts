export { BaseCompressor } from "./base-compressor.js";
export { damagedError, isTooLarge, tooLargeError } from "./errors.js";
export { levelOption, minLengthOption } from "./options.js";
