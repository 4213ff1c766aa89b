import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type ConnectionParams, ConnectionPool } from "@coffer/connection-kit";
import { describe, expect, it } from "vitest";
import { FakeConnectionFactory, FakeNative } from "./fake-driver.js";

it("a driver's object shows its address and not its password, and keeps all its properties", () => {
  const native = new FakeConnectionFactory({ PASSWORD: "hunter2" }).connect("redis://host/1")
    .native as FakeNative;
  expect(inspect(native)).toBe("[FakeNative of redis://host:6379/1]");
  expect(JSON.stringify({ native })).toBe('{"native":"[FakeNative of redis://host:6379/1]"}');
  expect(native.options.password).toBe("hunter2");
});

describe("the hooks", () => {
  it("are called in django-redis's order, getConnectionPool for a new pool only", async () => {
    const calls: string[] = [];
    class Spying extends FakeConnectionFactory {
      override connect(url: string) {
        calls.push("connect");
        return super.connect(url);
      }
      override makeConnectionParams(url: string) {
        calls.push("makeConnectionParams");
        return super.makeConnectionParams(url);
      }
      override getConnection(params: ConnectionParams) {
        calls.push("getConnection");
        return super.getConnection(params);
      }
      override getOrCreateConnectionPool(params: ConnectionParams) {
        calls.push("getOrCreateConnectionPool");
        return super.getOrCreateConnectionPool(params);
      }
      override getConnectionPool(params: ConnectionParams) {
        calls.push("getConnectionPool");
        return super.getConnectionPool(params);
      }
    }
    const factory = new Spying();
    const always = ["connect", "makeConnectionParams", "getConnection", "getOrCreateConnectionPool"];
    const first = factory.connect("redis://host/7");
    expect(calls.splice(0)).toEqual([...always, "getConnectionPool"]);
    const second = factory.connect("redis://host/7");
    expect(calls).toEqual(always);
    await Promise.all([factory.disconnect(first), factory.disconnect(second)]);
  });

  it("pass on the settings: url, password and times", () => {
    const factory = new FakeConnectionFactory({
      PASSWORD: "p",
      SOCKET_TIMEOUT: 3,
      SOCKET_CONNECT_TIMEOUT: null,
    });
    expect(factory.makeConnectionParams("redis://host")).toEqual({
      url: "redis://host",
      password: "p",
      socketTimeout: 3,
    });
  });

  it("may change the params, such as a password that is fetched", async () => {
    class Fetching extends FakeConnectionFactory {
      override makeConnectionParams(url: string) {
        return { ...super.makeConnectionParams(url), password: "open" };
      }
    }
    const connection = new Fetching().connect("redis://host");
    expect((connection.native as FakeNative).options).toMatchObject({ password: "open" });
    await connection.close();
  });
});

describe("pools", () => {
  const pool = (options: object, url = "redis://host/1") => {
    const factory = new FakeConnectionFactory(options);
    return factory.getOrCreateConnectionPool(factory.makeConnectionParams(url));
  };
  class OtherPool extends ConnectionPool {}
  class OtherNative extends FakeNative {}

  it("are shared by connections with equal settings, in any notation", () => {
    const shared = pool({});
    expect(pool({})).toBe(shared);
    expect(pool({}, "redis://HOST:6379?db=1")).toBe(shared);
    expect(pool({ SOCKET_TIMEOUT: 2 })).toBe(shared);
    expect(pool({ CONNECTION_POOL_KWARGS: { db: 1 } }, "redis://host")).toBe(shared);
  });

  it.each([
    { PASSWORD: "other" },
    { USERNAME: "other" },
    { SOCKET_TIMEOUT: 1 },
    { SOCKET_CONNECT_TIMEOUT: 1 },
    { CONNECTION_POOL_CLASS: OtherPool },
    { CONNECTION_POOL_KWARGS: { max_connections: 2 } },
    { CONNECTION_POOL_KWARGS: { ssl: true } },
    { CONNECTION_POOL_KWARGS: { ssl: true, ssl_cert_reqs: null } },
    { CONNECTION_POOL_KWARGS: { client_name: "other" } },
    { REDIS_CLIENT_CLASS: OtherNative },
    { REDIS_CLIENT_KWARGS: { family: 6 } },
    { REDIS_CLIENT_KWARGS: { keyPrefix: "p" } },
  ])("are not shared with other settings: %j", (options) => {
    expect(pool(options)).not.toBe(pool({}));
    expect(pool({ ...options })).toBe(pool(options));
  });

  it("are still counted when they are closed, and not kept: closing after each request does not leak", async () => {
    const held = new Set<WeakRef<ConnectionPool>>();
    class Watching extends FakeConnectionFactory {
      override getConnectionPool(params: ConnectionParams) {
        const pool = super.getConnectionPool(params);
        held.add(new WeakRef(pool));
        return pool;
      }
    }
    const factory = new Watching();
    for (let request = 0; request < 20; request++)
      await factory.disconnect(factory.connect("redis://host/9"));
    expect(factory.createdConnections).toBe(20);
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    // References are released at the end of a turn of the event loop at the earliest.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect([...held].filter((pool) => pool.deref() !== undefined).length).toBeLessThan(5);
  });

  it("of a factory of another class are not shared with these", () => {
    class Other extends FakeConnectionFactory {}
    const factory = new Other();
    expect(factory.getOrCreateConnectionPool({ url: "redis://host/1" })).not.toBe(pool({}));
  });

  it("may be of a custom class, given in CONNECTION_POOL_CLASS", async () => {
    const factory = new FakeConnectionFactory({ CONNECTION_POOL_CLASS: OtherPool });
    const own = factory.getOrCreateConnectionPool({ url: "redis://host/7" });
    expect(own).toBeInstanceOf(OtherPool);
    const connection = own.getConnection();
    expect(String(await connection.send("PING", []))).toBe("PONG");
    await connection.close();
  });
});
