import type { Reply } from "@coffer/cache-core";
import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import { chunks } from "./chunks.js";
import { noReplies } from "./no-replies.js";
import { type Read, Reading } from "./reading.js";
import { replies } from "./replies.js";

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

export interface ParserContext {
  /** A new parser and what it has read. */
  reading(): Reading;
  /** What a new parser reads of some chunks. */
  parse(...chunks: readonly (string | Buffer)[]): Read[];
}

export interface ParserSuiteOptions extends SuiteOptions {
  readonly create: (handlers: ParserHandlers) => ReplyParser;
}

const groups: Groups<ParserContext> = { replies, chunks, "what is no reply": noReplies };

/** What everything has to do that reads the replies of Redis. */
export function parserSuite(options: ParserSuiteOptions): void {
  const reading = (): Reading => new Reading(options.create);
  runSuite(options, {
    name: "a parser",
    groups,
    around: async (run) =>
      run({
        reading,
        parse(...chunks) {
          const { read, execute } = reading();
          for (const chunk of chunks) execute(chunk);
          return read;
        },
      }),
  });
}
