import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import { chunks } from "./chunks.js";
import { noReplies } from "./no-replies.js";
import type { ParserContext } from "./parser-context.js";
import { Reading } from "./reading.js";
import { replies } from "./replies.js";
import type { ParserHandlers, ReplyParser } from "./reply-parser.js";

/** Options of `parserSuite`. */
export interface ParserSuiteOptions extends SuiteOptions {
  /** Creates the parser under test. */
  readonly create: (handlers: ParserHandlers) => ReplyParser;
}

const groups: Groups<ParserContext> = { replies, chunks, "invalid bytes": noReplies };

/** Tests what every parser of Redis replies must do. */
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
