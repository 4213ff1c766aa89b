import { createRequire } from "node:module";
import { type ParserClass, RespParser } from "@coffer/connection-resp";

const require = createRequire(import.meta.url);

/** The package has no types. */
export const ReferenceParser: ParserClass = require("redis-parser");

interface NamedParser {
  readonly name: string;
  readonly PARSER_CLASS: ParserClass;
}

export const parsers: readonly NamedParser[] = [
  { name: "its own parser", PARSER_CLASS: RespParser },
  { name: "redis-parser", PARSER_CLASS: ReferenceParser },
];
