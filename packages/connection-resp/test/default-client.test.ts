import { clientSuite, createCacheWith } from "@coffer/plugin-kit";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";

const parsers = [
  { name: "its own parser", options: {} },
  { name: "redis-parser by its plugin string", options: { PARSER_CLASS: "redis-parser" } },
];

for (const { name, options } of parsers) {
  const server = await startServer();
  afterAll(() => server.stop());
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-default",
    SERIALIZER: "@coffer/serializer-json",
    CONNECTION_FACTORY: "@coffer/connection-resp",
    ...options,
  };
  clientSuite({
    name: `DefaultClient on connection-resp with ${name}`,
    describe,
    it,
    createCache: createCacheWith({ LOCATION: server.url(0), OPTIONS }, { parent: import.meta }),
    raw: (...command) => server.command(...command),
  });
}
