import type { ParserHandlers, ReplyParser } from "./reply-parser.js";

/** What a parser returned: replies as they are, and errors of Redis and fatal errors as their messages. */
export type Read = unknown | { readonly refused: string } | { readonly fatal: string };

/** A parser, and what it has parsed so far. */
export class Reading {
  readonly read: Read[] = [];
  readonly #parser: ReplyParser;

  constructor(create: (handlers: ParserHandlers) => ReplyParser) {
    this.#parser = create({
      returnReply: (reply) => this.read.push(reply),
      returnError: ({ message }) => this.read.push({ refused: message }),
      returnFatalError: ({ message }) => this.read.push({ fatal: message }),
      returnBuffers: true,
    });
  }

  /** A thrown error counts as a fatal one: the connection is closed in either case. */
  readonly execute = (data: string | Buffer): void => {
    try {
      this.#parser.execute(typeof data === "string" ? Buffer.from(data) : data);
    } catch (error) {
      this.read.push({ fatal: String(error) });
    }
  };
}
