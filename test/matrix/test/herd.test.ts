import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { FOUND } from "../../fixtures/client-groups.js";
import { OTHER_DRIVERS } from "./drivers.js";

for (const driver of OTHER_DRIVERS) {
  const server = await startServer();
  afterAll(() => server.stop());
  const OPTIONS = {
    CLIENT_CLASS: "@coffer/client-herd",
    CONNECTION_FACTORY: driver,
    SERIALIZER: "@coffer/serializer-json",
  };
  clientSuite({
    name: `HerdClient on ${driver}`,
    describe,
    it,
    createCache: createCacheWith({ LOCATION: server.url(0), OPTIONS }, { parent: import.meta }),
    raw: (...command) => server.command(...command),
    capabilities: { plainValues: false, exactExpiry: false },
    groups: FOUND,
  });
}
