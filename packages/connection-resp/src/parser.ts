import type { PluginKind, Reply } from "@coffer/cache-core";

/** What a parser is built with: where it hands what it has read, in the order of the replies. */
export interface ParserHandlers {
  /** Each reply but refusals, complete. A refusal within an array stands there as an Error. */
  returnReply(reply: Reply): void;
  /** A reply by which Redis refuses a command. */
  returnError(error: Error): void;
  /** What came is not RESP2: there is no telling where the next reply begins, so the connection is given up. */
  returnFatalError(error: Error): void;
  /** Bulk strings are to be Buffers. */
  readonly returnBuffers: true;
}

/** Reads the replies of one connection; a new connection has a new one. The shape is that of the npm package `redis-parser`. */
export interface Parser {
  /**
   * Takes what the socket has received; replies may begin and end anywhere in it. A chunk is never written to again, so replies may be
   * parts of it.
   */
  execute(chunk: Buffer): void;
}

/** What PARSER_CLASS takes. */
export const PARSER: PluginKind = { name: "parser", is: "class", methods: ["execute"] };

/** A class that may stand as PARSER_CLASS. */
export type ParserClass = new (handlers: ParserHandlers) => Parser;
