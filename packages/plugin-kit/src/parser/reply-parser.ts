import type { Reply } from "@coffer/cache-core";

/** The arguments of a parser: the callbacks for what it has parsed, in the order of the replies. */
export interface ParserHandlers {
  returnReply(reply: Reply): void;
  returnError(error: Error): void;
  returnFatalError(error: Error): void;
  readonly returnBuffers: true;
}

/** An instance of `PARSER_CLASS` of `@coffer/connection-resp`. */
export interface ReplyParser {
  execute(chunk: Buffer): void;
}
