export type { ConnectionArguments } from "./connection-arguments.js";
export { ConnectionFactory, ConnectionFactory as default } from "./connection-factory.js";
export type { ConnectionParams } from "./connection-params.js";
export { ConnectionPool, type ConnectionPoolClass } from "./connection-pool.js";
export type { Endpoint } from "./endpoint.js";
export type { FactoryOptions } from "./factory-options.js";
export { IoredisConnection } from "./ioredis-connection.js";
export type { Native, NativeClass } from "./native.js";
