export {
  type ConnectionArguments,
  type ConnectionParams,
  ConnectionPool,
  type ConnectionPoolClass,
  type Endpoint,
  type FactoryOptions,
  PARSER,
  type Parser,
  type ParserClass,
  type ParserHandlers,
  type PooledConnection,
  ReplyError,
  RespClient,
  type RespClientOptions,
  RespParser,
  type SocketOptions,
} from "@coffer/connection-kit";
export { ConnectionFactory, ConnectionFactory as default } from "./connection-factory.js";
