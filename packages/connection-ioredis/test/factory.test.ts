import ByDefault, {
  ConnectionFactory,
  type ConnectionParams,
  ConnectionPool,
  type IoredisConnection,
} from "@coffer/connection-ioredis";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realDrivers } from "./drivers.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer({ password: "open" });
});
afterAll(() => server.stop());

/** The clients that the server sees, without the harness's own. */
async function clients(): Promise<number> {
  const list = String(await server.command("CLIENT", "LIST"));
  return list.split("\n").filter((line) => line.includes("lib-name=") === false && /name=coffer/.test(line))
    .length;
}

describe("the hooks", () => {
  it("are called in the original's order, getConnectionPool for a new pool alone (row 254)", async () => {
    const calls: string[] = [];
    class Spying extends ConnectionFactory {
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
    const first = factory.connect(server.url());
    expect(calls.splice(0)).toEqual([...always, "getConnectionPool"]);
    const second = factory.connect(server.url());
    expect(calls).toEqual(always);
    await Promise.all([factory.disconnect(first), factory.disconnect(second)]);
  });

  it("hand on what was set: url, password and times (row 254)", () => {
    const factory = new ConnectionFactory({ PASSWORD: "p", SOCKET_TIMEOUT: 3, SOCKET_CONNECT_TIMEOUT: null });
    expect(factory.makeConnectionParams("redis://host")).toEqual({
      url: "redis://host",
      password: "p",
      socketTimeout: 3,
    });
  });

  it("may change the params, such as a password that is fetched (row 254)", async () => {
    class Fetching extends ConnectionFactory {
      override makeConnectionParams(url: string) {
        return { ...super.makeConnectionParams(url), password: "open" };
      }
    }
    const connection = new Fetching().connect(`redis://127.0.0.1:${server.port}`);
    await expect(connection.ready()).resolves.toBeUndefined();
    await connection.close();
  });

  it("are those of the default export, too", () => {
    expect(ByDefault).toBe(ConnectionFactory);
  });
});

describe("pools", () => {
  const pool = (options: object, url = "redis://host/1") => {
    const factory = new ConnectionFactory(options);
    return factory.getOrCreateConnectionPool(factory.makeConnectionParams(url));
  };
  class OtherPool extends ConnectionPool {}

  it("are shared by connections that are equal in everything, however it is written (rows 256, 258)", () => {
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
    { REDIS_CLIENT_CLASS: realDrivers[1]?.Class },
    { REDIS_CLIENT_KWARGS: { family: 6 } },
    { REDIS_CLIENT_KWARGS: { keyPrefix: "p" } },
  ])("are another's with other settings: %j (row 256)", (options) => {
    expect(pool(options)).not.toBe(pool({}));
    expect(pool({ ...options })).toBe(pool(options));
  });

  it("of a factory of another class are not mixed with these (row 257)", () => {
    class Other extends ConnectionFactory {}
    const factory = new Other();
    expect(factory.getOrCreateConnectionPool({ url: "redis://host/1" })).not.toBe(pool({}));
  });

  it("may be of a class of one's own, given in CONNECTION_POOL_CLASS (row 259)", async () => {
    const factory = new ConnectionFactory({ CONNECTION_POOL_CLASS: OtherPool });
    const own = factory.getOrCreateConnectionPool({ url: server.url() });
    expect(own).toBeInstanceOf(OtherPool);
    const connection = own.getConnection();
    expect(String(await connection.send("PING", []))).toBe("PONG");
    await connection.close();
  });
});

describe.each(realDrivers)("with $name", ({ Class }) => {
  const named = (kwargs: object = {}) =>
    new ConnectionFactory({
      REDIS_CLIENT_CLASS: Class,
      CONNECTION_POOL_KWARGS: { client_name: "coffer", ...kwargs },
    });

  it("connections share one socket unless max_connections allows more (rows 259, 260)", async () => {
    const factory = named();
    const connections = [1, 2, 3].map(() => factory.connect(server.url()));
    await Promise.all(connections.map((each) => each.send("PING", [])));
    expect(await clients()).toBe(1);
    expect(factory.createdConnections).toBe(1);
    await Promise.all(connections.map((each) => each.close()));
  });

  it("max_connections is how many sockets a pool opens, and they are shared evenly (rows 259, 260)", async () => {
    const factory = named({ max_connections: 2 });
    const connections = [1, 2, 3, 4].map(() => factory.connect(server.url()));
    await Promise.all(connections.map((each) => each.send("PING", [])));
    expect(await clients()).toBe(2);
    expect(factory.createdConnections).toBe(2);
    const natives = connections.map((each) => each.native);
    expect(natives.filter((each) => each === natives[0])).toHaveLength(2);
    await Promise.all(connections.map((each) => each.close()));
    await server.waitFor(async () => (await clients()) === 0);
  });

  it("closing one cache leaves the others their connection; the last one closes it (rows 269, 270)", async () => {
    const factory = named();
    const [one, other] = [factory.connect(server.url()), named().connect(server.url())];
    await one.send("SET", ["key", "value"]);
    await factory.disconnect(one);
    await factory.disconnect(one);
    expect(String(await other.send("GET", ["key"]))).toBe("value");
    await expect(one.send("GET", ["key"])).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await expect(one.sendMany([["GET", ["key"]]])).rejects.toMatchObject({ code: "ERR_CLOSED" });
    await other.close();
    await server.waitFor(async () => (await clients()) === 0);
  });

  it("whoever connects after the last user has gone gets a pool of its own", async () => {
    const first = named().connect(server.url());
    await first.ready();
    const closing = first.close();
    const second = named().connect(server.url());
    expect(second.native).not.toBe(first.native);
    await Promise.all([closing, second.ready()]);
    await second.close();
  });

  it("closing waits for the replies of commands on their way", async () => {
    const connection = named().connect(server.url());
    const replies = Promise.all([connection.send("SET", ["late", "1"]), connection.send("GET", ["late"])]);
    await connection.close();
    expect((await replies).map(String)).toEqual(["OK", "1"]);
  });

  it("hands out the driver's own object (rows 261, 265)", async () => {
    const connection = named().connect(server.url());
    await connection.ready();
    const native = connection.native as { get(key: string): Promise<string> };
    expect(native).toBeInstanceOf(Class);
    await connection.send("SET", ["raw", "text"]);
    expect(await native.get("raw")).toBe("text");
    await connection.close();
  });

  it("making a connection does not connect", async () => {
    const connection = named().connect(server.url()) as IoredisConnection;
    expect(await clients()).toBe(0);
    await connection.close();
  });
});
