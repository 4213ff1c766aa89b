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
export type { SocketOptions } from "./open-socket.js";
export { PARSER, type Parser, type ParserClass, type ParserHandlers } from "./parser.js";
export { ReplyError } from "./reply-error.js";
export { RespClient, type RespClientOptions } from "./resp-client.js";
export { RespParser } from "./resp-parser.js";
