import { ConnectionFactory } from "@coffer/connection-ioredis";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { builtWith } from "../../../test/fixtures/built-with.js";

const driverOptionsFor = builtWith(ConnectionFactory, Redis);

describe("the options for ioredis", () => {
  it.each([
    [
      "redis://cache.example:6380/3",
      { host: "cache.example", port: 6380, db: 3, username: null, password: null },
    ],
    ["rediss://host", { host: "host", port: 6379, db: 0, tls: {} }],
    [
      "unix://user:p%40ss@/run/redis.sock?db=2",
      { path: "/run/redis.sock", db: 2, username: "user", password: "p@ss" },
    ],
    ["redis://host?socket_connect_timeout=3", { connectTimeout: 0 }], // The kit has a deadline for the whole attempt.
  ])("are the same for %s", (url, expected) => {
    expect(driverOptionsFor(url)).toMatchObject(expected);
  });

  it("end with REDIS_CLIENT_KWARGS", () => {
    const options = { REDIS_CLIENT_KWARGS: { family: 6, username: "driver" } };
    expect(driverOptionsFor("redis://user@host", options)).toMatchObject({ family: 6, username: "driver" });
  });

  it("must not change what the deadlines depend on", () => {
    const kwargs = { retryStrategy: () => 10, lazyConnect: true, commandTimeout: 5 };
    expect(() => new ConnectionFactory({ REDIS_CLIENT_KWARGS: kwargs })).toThrow(
      /2 problems.*REDIS_CLIENT_KWARGS\.retryStrategy: leave it out.*commandTimeout: leave it out: use SOCKET_TIMEOUT/s,
    );
  });

  it("disable keep-alive with socket_keepalive", () => {
    expect(driverOptionsFor("redis://host").keepAlive).toBe(30_000);
    expect(driverOptionsFor("redis://host?socket_keepalive=false").keepAlive).toBeNull();
  });
});
