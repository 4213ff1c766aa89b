import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { FOUND } from "../../../test/fixtures/client-groups.js";

const versions = [
  { name: "DefaultClient on node-redis 6", options: {}, groups: undefined },
  {
    name: "DefaultClient on node-redis 5",
    options: { REDIS_CLIENT_CLASS: "redis-v5#createClient" },
    // What becomes of a client of this version in an outage is in contract.test.ts: each takes 60 ms to create.
    groups: FOUND?.filter((group) => group !== "outages"),
  },
];

for (const { name, options, groups } of versions) {
  const server = await startServer();
  afterAll(() => server.stop());
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-default",
    SERIALIZER: "@coffer/serializer-json",
    CONNECTION_FACTORY: "@coffer/connection-redis",
    ...options,
  };
  clientSuite({
    name,
    describe,
    it,
    createCache: createCacheWith({ LOCATION: server.url(0), OPTIONS }, { parent: import.meta }),
    raw: (...command) => server.command(...command),
    groups,
  });
}
