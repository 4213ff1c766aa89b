import type { Read, Reading } from "./reading.js";

export interface ParserContext {
  /** Creates a parser with what it has parsed. */
  reading(): Reading;
  /** What a new parser returns for these chunks. */
  parse(...chunks: readonly (string | Buffer)[]): Read[];
}
