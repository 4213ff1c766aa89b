import type { ImproperlyConfigured } from "@coffer/cache-core";
import { ConnectionFactory } from "@coffer/connection-redis";
import { createClient } from "redis";
import { describe, expect, it } from "vitest";
import { builtWith } from "../../../test/fixtures/built-with.js";

const driverOptionsFor = builtWith(ConnectionFactory, createClient);

describe("the options for node-redis", () => {
  it.each([
    ["redis://cache.example:6380/3", { database: 3, socket: { host: "cache.example", port: 6380 } }],
    ["redis://host?db=0", { database: 0, RESP: 2, disableOfflineQueue: true }],
    ["rediss://host", { socket: { host: "host", port: 6379, tls: true } }],
    ["rediss://host?ssl_cert_reqs=none", { socket: { tls: true, rejectUnauthorized: false } }],
    [
      "unix://user:p%40ss@/run/redis.sock?db=2",
      { username: "user", password: "p@ss", database: 2, socket: { path: "/run/redis.sock" } },
    ],
  ])("are the same for %s", (url, expected) => {
    expect(driverOptionsFor(url)).toMatchObject(expected);
  });

  it("have no user and no TLS by default", () => {
    const options = driverOptionsFor("redis://host");
    expect(Object.keys(options)).not.toContain("username");
    expect(Object.keys(options)).not.toContain("password");
    expect(options.socket).not.toHaveProperty("tls");
  });

  it("end with REDIS_CLIENT_KWARGS, also those of sockets and commands", () => {
    const kwargs = { username: "driver", socket: { family: 6 }, commandOptions: { typeMapping: {} } };
    expect(driverOptionsFor("redis://user@host", { REDIS_CLIENT_KWARGS: kwargs })).toMatchObject({
      username: "driver",
      socket: { host: "host", family: 6, reconnectStrategy: false },
      commandOptions: { typeMapping: {}, timeout: undefined },
    });
  });

  it("must not change what the deadlines depend on", () => {
    const REDIS_CLIENT_KWARGS = {
      RESP: 3,
      disableOfflineQueue: true,
      url: "redis://elsewhere",
      socket: { reconnectStrategy: () => 10, connectTimeout: 5, noDelay: true },
      commandOptions: { timeout: 5, asap: true },
    };
    let problems: string[] = [];
    try {
      new ConnectionFactory({ REDIS_CLIENT_KWARGS });
    } catch (error) {
      problems = (error as ImproperlyConfigured).problems.map(({ message }) => message);
    }
    expect(problems).toEqual([
      "REDIS_CLIENT_KWARGS.RESP: leave it out: coffer's deadlines depend on it",
      "REDIS_CLIENT_KWARGS.url: leave it out: write it in LOCATION",
      "REDIS_CLIENT_KWARGS.socket.reconnectStrategy: leave it out: coffer's deadlines depend on it",
      "REDIS_CLIENT_KWARGS.socket.connectTimeout: leave it out: use SOCKET_CONNECT_TIMEOUT",
      "REDIS_CLIENT_KWARGS.commandOptions.timeout: leave it out: use SOCKET_TIMEOUT",
      "REDIS_CLIENT_KWARGS.commandOptions.asap: leave it out: commands keep the order of the calls",
    ]);
  });

  it("disable keep-alive with socket_keepalive", () => {
    expect(driverOptionsFor("redis://host").socket).toMatchObject({ keepAlive: true });
    expect(driverOptionsFor("redis://host?socket_keepalive=false").socket).toMatchObject({
      keepAlive: false,
    });
  });
});
