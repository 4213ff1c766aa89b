export { fastifyCoffer, fastifyCoffer as default } from "./fastify-coffer.js";
export type { FastifyCofferOptions } from "./options.js";
