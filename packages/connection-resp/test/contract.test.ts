import { ConnectionFactory } from "@coffer/connection-resp";
import { connectionFactorySuite } from "@coffer/plugin-kit";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { parsers } from "./parsers.js";

const server = await startServer();
afterAll(() => server.stop());

describe.each(parsers)("with $name", ({ PARSER_CLASS }) => {
  connectionFactorySuite({
    describe,
    it,
    create: (options) => new ConnectionFactory({ ...options, PARSER_CLASS }),
    url: server.url(1),
  });
});
