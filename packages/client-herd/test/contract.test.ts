import { clientSuite, createCacheWith } from "@coffer/plugin-kit";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";

const OPTIONS = {
  CLIENT_CLASS: "@coffer/client-herd",
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
};
const server = await startServer();
afterAll(() => server.stop());

clientSuite({
  name: "HerdClient",
  describe,
  it,
  createCache: createCacheWith({ LOCATION: server.url(0), OPTIONS }, { parent: import.meta }),
  raw: (...command) => server.command(...command),
  capabilities: { plainValues: false, exactExpiry: false },
});
