export {
  type ConnectionArguments,
  type ConnectionParams,
  ConnectionPool,
  type ConnectionPoolClass,
  type Endpoint,
  type FactoryOptions,
  type PooledConnection,
} from "@coffer/connection-kit";
export { ConnectionFactory, ConnectionFactory as default } from "./connection-factory.js";
export type { Native, NativeClass } from "./native.js";
export { SentinelConnectionFactory } from "./sentinel-connection-factory.js";
