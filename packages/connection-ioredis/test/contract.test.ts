import { ConnectionFactory } from "@coffer/connection-ioredis";
import { connectionFactorySuite } from "@coffer/plugin-kit";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { drivers } from "./drivers.js";

const server = await startServer();
afterAll(() => server.stop());

describe.each(drivers)("$name", ({ Class }) => {
  connectionFactorySuite({
    describe,
    it,
    create: (options) => new ConnectionFactory({ ...options, REDIS_CLIENT_CLASS: Class }),
    url: server.url(1),
  });
});
