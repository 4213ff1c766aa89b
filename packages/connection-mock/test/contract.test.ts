import { ConnectionFactory } from "@coffer/connection-ioredis";
import { RedisMock } from "@coffer/connection-mock";
import { connectionFactorySuite } from "@coffer/plugin-kit";
import { describe, it } from "vitest";

connectionFactorySuite({
  describe,
  it,
  create: (options) => new ConnectionFactory({ ...options, REDIS_CLIENT_CLASS: RedisMock }),
  url: "redis://contract/1",
  // It is never down, and has neither SCRIPT nor CLIENT.
  capabilities: { outages: false, scriptFlush: false, tracking: false },
});
