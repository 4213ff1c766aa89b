import type { Reply } from "@coffer/cache-core";

/** The argument of a parser: functions that it calls with the replies, in their order. */
export interface ParserHandlers {
  /** Called with each complete reply that is not an error. An error within an array is an element of it. */
  returnReply(reply: Reply): void;
  /** Called with each error reply. */
  returnError(error: Error): void;
  /** Called if the bytes are not RESP2. The connection is then closed, since the start of the next reply is unknown. */
  returnFatalError(error: Error): void;
  /** Bulk strings must be Buffers. */
  readonly returnBuffers: true;
}

/** An instance of `PARSER_CLASS` of `@coffer/connection-resp`. */
export interface ReplyParser {
  /** Parses the bytes that a socket has received; replies may begin and end anywhere in them. */
  execute(chunk: Buffer): void;
}
