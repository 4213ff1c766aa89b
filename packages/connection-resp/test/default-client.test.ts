import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { ALL } from "../../../test/fixtures/client-groups.js";

/**
 * What depends on how replies are parsed: values, lists, scores, and batches of many. The rest has run with the other
 * parser, and runs with this one for `npm run test:all`.
 */
const PARSED = ["values", "many keys", "keys and iterKeys", "exact counting", "sorted sets", "order", "load"];

const parsers = [
  { name: "its own parser", options: {}, groups: undefined },
  {
    name: "redis-parser by its plugin string",
    options: { PARSER_CLASS: "redis-parser" },
    groups: ALL ? undefined : PARSED,
  },
];

for (const { name, options, groups } of parsers) {
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
    groups,
  });
}
