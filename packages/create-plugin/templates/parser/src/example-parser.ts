import type { Parser, ParserHandlers } from "@coffer/connection-resp";
import RedisParser from "redis-parser";

/** A bulk string announces its length, so one that is too large can be known before it has come. */
const MAX_REPLY_BYTES = 128 * 2 ** 20;

/**
 * Reads replies by `redis-parser`, and gives up a connection on which a single reply grows beyond 128 MiB, before it takes the memory of
 * the process. A place to start from: see every chunk in `execute`, and every reply in the handlers.
 */
export class ExampleParser implements Parser {
  readonly #parser: RedisParser;
  readonly #handlers: ParserHandlers;
  /** What has come since the last reply was complete. */
  #waiting = 0;

  constructor(handlers: ParserHandlers) {
    this.#handlers = handlers;
    this.#parser = new RedisParser({
      returnReply: (reply) => {
        this.#waiting = 0;
        handlers.returnReply(reply);
      },
      returnError: (error) => {
        this.#waiting = 0;
        handlers.returnError(error);
      },
      returnFatalError: (error) => handlers.returnFatalError(error),
      returnBuffers: true,
    });
  }

  execute(chunk: Buffer): void {
    this.#waiting += chunk.length;
    this.#parser.execute(chunk);
    if (this.#waiting <= MAX_REPLY_BYTES) return;
    this.#handlers.returnFatalError(new Error(`a reply of more than ${MAX_REPLY_BYTES} bytes`));
  }
}
