import { describe, it } from "node:test";
import { connectionFactorySuite } from "@coffer/plugin-kit";
import { ExampleConnectionFactory } from "coffer-example";

connectionFactorySuite({
  describe,
  it,
  create: (options) => new ExampleConnectionFactory(options),
  // The database is emptied before each case.
  url: process.env.TEST_REDIS_URL ?? "redis://127.0.0.1:6379/15",
});
