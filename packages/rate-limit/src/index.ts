export { ExpressStore, type HitCount } from "./express-store.js";
export { type FastifyRateLimitStore, type FastifyStoreClass, fastifyStore } from "./fastify-store.js";
export type { RateLimitStoreOptions } from "./options.js";
