import { ImproperlyConfigured } from "@coffer/cache-core";
import { describe, expect, it } from "vitest";
import { driverOptionsFor, FakeConnectionFactory } from "./fake-driver.js";

function problemIn(url: string, options: object = {}): string {
  try {
    new FakeConnectionFactory(options).validate(url);
  } catch (error) {
    expect(error).toBeInstanceOf(ImproperlyConfigured);
    return (error as Error).message;
  }
  throw new Error(`${url} was accepted`);
}

describe("a server's URL", () => {
  it.each([
    ["redis://127.0.0.1:6380/3", { host: "127.0.0.1", port: 6380, db: 3 }],
    ["REDIS://Cache.Example:6380/3", { host: "cache.example", port: 6380, db: 3 }],
    ["redis://cache.example", { host: "cache.example", port: 6379, db: 0 }],
    ["redis://", { host: "localhost", port: 6379, db: 0 }],
    ["redis://[::1]:6380/2", { host: "::1", port: 6380, db: 2 }],
    ["redis://host/1/", { db: 1 }],
    ["redis://host/1?db=4", { db: 4 }],
    ["rediss://host:6380/1", { host: "host", port: 6380, db: 1, tls: true }],
    ["unix:///run/redis.sock?db=2", { path: "/run/redis.sock", db: 2 }],
    ["unix:///run/redis/0", { path: "/run/redis/0", db: 0 }],
    ["unix://user:p%40ss@/run/a%20b.sock", { path: "/run/a b.sock", username: "user", password: "p@ss" }],
    ["redis://user:p%40s%2Fs@host", { username: "user", password: "p@s/s", host: "host" }],
    ["redis://:p@ss:word@host", { username: null, password: "p@ss:word", host: "host" }],
    ["redis://:100%@host", { password: "100%" }],
    ["redis://word@host", { username: "word", password: null }],
    ["redis://host?username=me&password=a%26b+c", { username: "me", password: "a&b c" }],
  ])("%s is understood", (url, expected) => {
    expect(driverOptionsFor(url)).toMatchObject(expected);
  });

  it.each([
    ["127.0.0.1:6379", /has no scheme: write redis:/],
    ["", /has no scheme/],
    ["http://host", /unknown scheme http:/],
    ["redis://host:notaport/1", /port must be a number from 1 to 65535/],
    ["redis://host:70000", /port must be a number/],
    ["redis://ho st", /no valid host/],
    ["redis://::1/0", /an IPv6 address stands in brackets/],
    ["redis://host/zero", /redis:\/\/host:6379: only the number of the database may follow the host/],
    ["redis://host/1/2", /only the number of the database may follow the host/],
    ["redis://host?db=x", /the query's db: must be a whole number from 0/],
    ["redis://host?socket_timeout=soon", /the query's socket_timeout: must be a number of seconds/],
    ["redis://host?ssl_check_hostname=perhaps", /ssl_check_hostname: must be true or false/],
    ["redis://host?is_master=1", /the query's is_master: unknown argument; known are db, username/],
    ["redis://host?host=other", /the query's host: leave it out: it is part of the URL/],
    ["redis://:pa#ss@host", /has a # in it: in a password write it %23/],
    ["unix://run/redis.sock", /three slashes before the path/],
    ["unix://", /names no socket/],
  ])("%s is rejected when the settings are read", (url, message) => {
    expect(problemIn(url)).toMatch(message);
  });

  it("reports every problem of a query", () => {
    expect(problemIn("redis://host?nope=1&db=x")).toMatch(/2 problems.*nope.*db/s);
  });

  it.each([
    "redis://user:hunter2@host:x",
    "redis://:hunter2@host/x",
    "redis://host?password=hunter2&db=x",
    "redis://:a?hunter2@host",
    "redis://user:12?hunter2@host",
    "redis://:hunter2",
    "redis://:x/hunter2@host",
    "redis://:x#hunter2@host",
    "hunter2@host:6379",
    "unix://:hunter2@run/sock",
    "redis://host?hunter2@x=1",
  ])("never shows the password, as in %s", (url) => {
    let error: ImproperlyConfigured | undefined;
    try {
      new FakeConnectionFactory().validate(url);
    } catch (thrown) {
      error = thrown as ImproperlyConfigured;
    }
    expect(error).toBeInstanceOf(ImproperlyConfigured);
    expect(error?.stack).not.toContain("hunter2");
    expect(error?.problems.map((each) => `${JSON.stringify(each)} ${each.cause}`).join()).not.toContain(
      "hunter2",
    );
  });
});

describe("the precedence", () => {
  it.each([
    ["redis://:url@host", {}, "url"],
    ["redis://:url@host?password=query", {}, "url"],
    ["redis://host?password=query", {}, "query"],
    ["redis://host", {}, "kwargs"],
    ["redis://:@host", {}, "kwargs"],
    ["redis://host", { CONNECTION_POOL_KWARGS: {} }, "option"],
    ["redis://user@host", { CONNECTION_POOL_KWARGS: { password: null } }, "option"],
    ["redis://host", { CONNECTION_POOL_KWARGS: {}, PASSWORD: "" }, null],
    ["redis://host", { CONNECTION_POOL_KWARGS: {}, PASSWORD: null }, null],
  ])("of passwords: %s with %j gives %j", (url, options, password) => {
    const all = { PASSWORD: "option", CONNECTION_POOL_KWARGS: { password: "kwargs" }, ...options };
    expect(driverOptionsFor(url, all)).toMatchObject({ password });
  });

  it("of users: URL, CONNECTION_POOL_KWARGS, USERNAME", () => {
    const kwargs = { CONNECTION_POOL_KWARGS: { username: "kwargs" } };
    expect(driverOptionsFor("redis://url:x@host", { USERNAME: "option", ...kwargs }).username).toBe("url");
    expect(driverOptionsFor("redis://host", { USERNAME: "option", ...kwargs }).username).toBe("kwargs");
    expect(driverOptionsFor("redis://host", { USERNAME: "option" }).username).toBe("option");
  });

  it.each([
    ["redis://host?socket_connect_timeout=3", {}, 3000],
    ["redis://host", {}, 4000],
    ["redis://host", { CONNECTION_POOL_KWARGS: {} }, 5000],
    ["redis://host", { CONNECTION_POOL_KWARGS: {}, SOCKET_CONNECT_TIMEOUT: 0 }, 2000],
    ["redis://host", { CONNECTION_POOL_KWARGS: {}, SOCKET_CONNECT_TIMEOUT: null }, 2000],
    ["redis://host", { CONNECTION_POOL_KWARGS: {}, SOCKET_CONNECT_TIMEOUT: undefined }, 2000],
  ])("of times: %s with %j gives %i ms", (url, options, connectTimeout) => {
    const all = {
      SOCKET_CONNECT_TIMEOUT: 5,
      CONNECTION_POOL_KWARGS: { socket_connect_timeout: 4 },
      ...options,
    };
    expect(driverOptionsFor(url, all)).toMatchObject({ connectTimeout });
  });

  it("of the driver's options: REDIS_CLIENT_KWARGS come last", () => {
    const options = { REDIS_CLIENT_KWARGS: { family: 6, username: "driver" } };
    expect(driverOptionsFor("redis://user@host", options)).toMatchObject({ family: 6, username: "driver" });
  });
});

describe("the settings of a connection", () => {
  it.each([
    [
      { max_connection: 1 },
      /CONNECTION_POOL_KWARGS\.max_connection: unknown argument, did you mean max_connections\?/,
    ],
    [{ colour: 1 }, /CONNECTION_POOL_KWARGS\.colour: unknown argument; known are .*max_connections/],
    [{ max_connections: 0 }, /CONNECTION_POOL_KWARGS\.max_connections: must be a whole number from 1/],
    [{ socket_timeout: -1 }, /CONNECTION_POOL_KWARGS\.socket_timeout: must be a number of seconds from 0/],
    [{ socket_timeout: true }, /socket_timeout: must be a number of seconds/],
    [{ connection_class: "redis.SSLConnection" }, /connection_class: leave it out: .*rediss:\/\//],
    [{ ssl_cert_reqs: "never" }, /ssl_cert_reqs: must be "required" or "none"/],
    [{ toString: 1 }, /toString: unknown argument/],
    [{ client_name: "my shop" }, /client_name: must be ASCII letters, digits and signs, without spaces/],
  ])("%j among CONNECTION_POOL_KWARGS is rejected", (kwargs, message) => {
    expect(() => new FakeConnectionFactory({ CONNECTION_POOL_KWARGS: kwargs })).toThrow(message);
  });

  it("in REDIS_CLIENT_KWARGS that the driver's package rejects are reported with the others", () => {
    const options = { REDIS_CLIENT_KWARGS: { forbidden: 1 }, CONNECTION_POOL_KWARGS: { nope: 1 } };
    expect(() => new FakeConnectionFactory(options)).toThrow(/2 problems.*nope.*forbidden: leave it out/s);
  });

  it("does not change OPTIONS", () => {
    const options = Object.freeze({ CONNECTION_POOL_KWARGS: Object.freeze({ max_connections: 2 }) });
    expect(() => driverOptionsFor("redis://host", options)).not.toThrow();
  });

  it("needs no OPTIONS at all", () => {
    expect(() => new FakeConnectionFactory(undefined).validate("redis://host")).not.toThrow();
  });
});
