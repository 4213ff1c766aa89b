import type { ParserHandlers, ReplyParser } from "./reply-parser.js";

/** What a parser has handed out: replies as they are, refusals and fatal errors as what was said. */
export type Read = unknown | { readonly refused: string } | { readonly fatal: string };

/** A parser, and what it has read so far. */
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

  /** What is thrown counts as a fatal error: the connection is given up in either case. */
  readonly execute = (data: string | Buffer): void => {
    try {
      this.#parser.execute(typeof data === "string" ? Buffer.from(data) : data);
    } catch (error) {
      this.read.push({ fatal: String(error) });
    }
  };
}
