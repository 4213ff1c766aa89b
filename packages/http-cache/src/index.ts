export type { AnswerHead } from "./answers/messages.js";
export { type HttpCacheMiddleware, httpCache, httpCache as default } from "./express.js";
export type { HttpCacheOptions } from "./serving/options.js";
