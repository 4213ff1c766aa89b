import { ConnectionFactory } from "@coffer/connection-ioredis";
import { connectionFactorySuite } from "@coffer/plugin-kit";
import { startServer } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { allDrivers } from "./drivers.js";

const server = await startServer();
afterAll(() => server.stop());

describe.each(allDrivers)("$name", ({ Class, mock }) => {
  connectionFactorySuite({
    describe,
    it,
    create: (options) => new ConnectionFactory({ ...options, REDIS_CLIENT_CLASS: Class }),
    url: server.url(1),
    // The mock is never away, and has no SCRIPT.
    capabilities: { outages: !mock, scriptFlush: !mock },
  });
});
