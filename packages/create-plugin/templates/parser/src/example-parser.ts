import type { Parser, ParserHandlers } from "@coffer/connection-resp";
import RedisParser from "redis-parser";

/** A bulk string announces its length, so an oversized one is detected before it has arrived. */
const MAX_REPLY_BYTES = 128 * 2 ** 20;

/**
 * Parses replies with `redis-parser`, and closes a connection on which a single reply grows beyond 128 MiB, before it
 * exhausts the memory of the process. A starting point: `execute` sees every chunk, and the handlers see every reply.
 */
export class ExampleParser implements Parser {
  readonly #parser: RedisParser;
  readonly #handlers: ParserHandlers;
  /** Bytes received since the last complete reply. */
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
