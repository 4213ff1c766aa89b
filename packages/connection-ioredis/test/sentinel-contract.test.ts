import { SentinelConnectionFactory } from "@coffer/connection-ioredis";
import { connectionFactorySuite } from "@coffer/plugin-kit";
import { startSentinels } from "@coffer-internal/servers";
import { afterAll, describe, it } from "vitest";
import { drivers } from "./drivers.js";

const group = await startSentinels({ name: "MyMaster" });
afterAll(() => group.stop());
const SENTINELS = group.sentinels.map(({ host, port }) => [host, port] as const);

describe.each(drivers)("by sentinels, with $name", ({ Class }) => {
  connectionFactorySuite({
    describe,
    it,
    create: (options) => new SentinelConnectionFactory({ SENTINELS, ...options, REDIS_CLIENT_CLASS: Class }),
    url: "redis://MyMaster/1",
    deadUrl: "redis://nobody/1",
  });
});
