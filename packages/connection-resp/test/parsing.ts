import { type ParserClass, RespParser } from "@coffer/connection-resp";

/** What a parser returned: replies as they are, and errors of Redis and fatal errors as their messages. */
export type Read = unknown | { readonly refused: string } | { readonly fatal: string };

/** A parser, and what it has parsed so far. */
export function parser(Parser: ParserClass = RespParser): {
  read: Read[];
  execute(data: string | Buffer): void;
} {
  const read: Read[] = [];
  const parser = new Parser({
    returnReply: (reply) => read.push(reply),
    returnError: ({ message }) => read.push({ refused: message }),
    returnFatalError: ({ message }) => read.push({ fatal: message }),
    returnBuffers: true,
  });
  return { read, execute: (data) => parser.execute(Buffer.from(data)) };
}

/** The parsed replies of some chunks. */
export function parse(chunks: readonly (string | Buffer)[], Parser?: ParserClass): Read[] {
  const { read, execute } = parser(Parser);
  for (const chunk of chunks) execute(chunk);
  return read;
}
