import type { PluginKind, Reply } from "@coffer/cache-core";

/** The arguments of a parser: functions that it calls with the replies, in their order. */
export interface ParserHandlers {
  /** A complete reply that is not an error. An error within an array is an element of it. */
  returnReply(reply: Reply): void;
  /** An error reply. */
  returnError(error: Error): void;
  /** The bytes are not RESP2. The start of the next reply is unknown, so the connection is closed. */
  returnFatalError(error: Error): void;
  /** Bulk strings must be Buffers. */
  readonly returnBuffers: true;
}

/** Parses the replies of one connection; each connection has its own. The interface is that of the npm package `redis-parser`. */
export interface Parser {
  /**
   * Called with the bytes that the socket has received; replies may begin and end anywhere in them. The chunk is not reused, so replies may
   * be parts of it.
   */
  execute(chunk: Buffer): void;
}

/** The kind of plugin that PARSER_CLASS takes. */
export const PARSER: PluginKind = { name: "parser", is: "class", methods: ["execute"] };

/** The values for PARSER_CLASS. */
export type ParserClass = new (handlers: ParserHandlers) => Parser;
