import { type ParserClass, RespParser } from "@coffer/connection-resp";

/** What a parser has handed out: replies as they are, refusals and fatal errors as what was said. */
export type Read = unknown | { readonly refused: string } | { readonly fatal: string };

/** A parser, and what it has read so far. */
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

/** What is read of some chunks. */
export function parse(chunks: readonly (string | Buffer)[], Parser?: ParserClass): Read[] {
  const { read, execute } = parser(Parser);
  for (const chunk of chunks) execute(chunk);
  return read;
}
