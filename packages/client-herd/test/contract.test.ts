import { HerdClient } from "@coffer/client-herd";
import { clientSuite, createCacheWith } from "@coffer/client-suite";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { JsonSerializer } from "@coffer/serializer-json";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";

const OPTIONS = {
  CLIENT_CLASS: HerdClient,
  SERIALIZER: JsonSerializer,
  CONNECTION_FACTORY: ConnectionFactory,
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
