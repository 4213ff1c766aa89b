import { clientSuite, createCacheWith } from "@coffer/plugin-kit";
import { startServer } from "@coffer-internal/servers";
import RedisMock from "ioredis-mock";
import { afterAll, describe, it } from "vitest";

const plugins = {
  CLIENT_CLASS: "@coffer/client-default",
  SERIALIZER: "@coffer/serializer-json",
  CONNECTION_FACTORY: "@coffer/connection-ioredis",
};
const parent = import.meta;
const server = await startServer();
afterAll(() => server.stop());

clientSuite({
  name: "DefaultClient on ioredis 6",
  describe,
  it,
  createCache: createCacheWith({ LOCATION: server.url(0), OPTIONS: plugins }, { parent }),
  raw: (...command) => server.command(...command),
});

const server5 = await startServer();
afterAll(() => server5.stop());

clientSuite({
  name: "DefaultClient on ioredis 5",
  describe,
  it,
  createCache: createCacheWith(
    { LOCATION: server5.url(0), OPTIONS: { ...plugins, REDIS_CLIENT_CLASS: "ioredis-v5" } },
    { parent },
  ),
  raw: (...command) => server5.command(...command),
});

const LOCATION = "redis://mock:6379/0";
const mock = new RedisMock(LOCATION) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;

clientSuite({
  name: "DefaultClient on ioredis-mock",
  describe,
  it,
  createCache: createCacheWith(
    { LOCATION, OPTIONS: { ...plugins, REDIS_CLIENT_CLASS: "ioredis-mock" } },
    { parent },
  ),
  raw: async (command, ...args) => mock[command.toLowerCase()]?.(...args),
  capabilities: { commandCounts: false, acl: false, outages: false },
});
