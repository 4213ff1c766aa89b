import { ConnectionFactory } from "@coffer/connection-resp";
import { connectionFactorySuite, parserSuite } from "@coffer/plugin-kit";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { parsers } from "./parsers.js";

const server = await startServer();
afterAll(() => server.stop());

describe.each(parsers)("with $name", ({ PARSER_CLASS }) => {
  parserSuite({ describe, it, create: (handlers) => new PARSER_CLASS(handlers) });

  connectionFactorySuite({
    describe,
    it,
    create: (options) => new ConnectionFactory({ ...options, PARSER_CLASS }),
    url: server.url(1),
  });
});
