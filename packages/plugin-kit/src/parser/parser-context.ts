import type { Read, Reading } from "./reading.js";

export interface ParserContext {
  /** A new parser and what it has read. */
  reading(): Reading;
  /** What a new parser reads of some chunks. */
  parse(...chunks: readonly (string | Buffer)[]): Read[];
}
