import type { Reply } from "@coffer/cache-core";

/** What a parser is built with: where it hands what it has read, in the order of the replies. */
export interface ParserHandlers {
  returnReply(reply: Reply): void;
  returnError(error: Error): void;
  returnFatalError(error: Error): void;
  readonly returnBuffers: true;
}

/** What `PARSER_CLASS` of `@coffer/connection-resp` makes. */
export interface ReplyParser {
  execute(chunk: Buffer): void;
}
