export { eventually, type Patience } from "./eventually.js";
export type { RawConnection } from "./raw-connection.js";
export type { RedisServer, TextReply } from "./redis-server.js";
export type { Reply } from "./reply.js";
export type { ConfigValue, ServerOptions } from "./server-options.js";
export { startServer } from "./start-server.js";
