import { ConnectionFactory } from "@coffer/connection-resp";
import { parserSuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";
import { connectionContract } from "../../../test/suites/connection-contract.js";
import { parsers } from "./parsers.js";

for (const { name, PARSER_CLASS } of parsers) {
  parserSuite({ describe, it, name, create: (handlers) => new PARSER_CLASS(handlers) });
}

await connectionContract({
  ConnectionFactory,
  choices: Object.fromEntries(parsers.map(({ name, PARSER_CLASS }) => [name, { PARSER_CLASS }])),
});
