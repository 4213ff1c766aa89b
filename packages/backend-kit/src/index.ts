export { isCacheKey, MadeKey } from "./cache-key.js";
export { FALLBACK_ANSWERS, type Guarded } from "./fallback-answers.js";
export { escapeGlob, globTest } from "./glob.js";
export { IGNORABLE, OUTAGE } from "./ignorable.js";
export { integerText, narrow, parseInteger } from "./integers.js";
export { Keys } from "./keys.js";
export { CLIENT, COMPRESSOR, CONNECTION_FACTORY, LAYER, SEAMS, SERIALIZER } from "./kinds.js";
export { Statistics } from "./statistics.js";
export { checkWellFormed } from "./well-formed.js";
