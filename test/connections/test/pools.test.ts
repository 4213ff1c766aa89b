import { type BaseConnectionFactory, ConnectionPool } from "@coffer/connection-kit";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drivers } from "./support/drivers.js";
import { nativeGet } from "./support/native-get.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer({ password: "open" });
});
afterAll(() => server.stop());

/** The number of clients that the server sees, without those of the harness. */
async function clients(): Promise<number> {
  const list = String(await server.command("CLIENT", "LIST"));
  return list.split("\n").filter((line) => line.includes("lib-name=") === false && /name=coffer/.test(line))
    .length;
}

describe.each(drivers)("with $name", ({ create }) => {
  const named = (kwargs: object = {}) =>
    create({ CONNECTION_POOL_KWARGS: { client_name: "coffer", ...kwargs } }) as BaseConnectionFactory;

  it("connections may come from a custom pool class in CONNECTION_POOL_CLASS", async () => {
    class OwnPool extends ConnectionPool {}
    const factory = create({ CONNECTION_POOL_CLASS: OwnPool }) as BaseConnectionFactory;
    const own = factory.getOrCreateConnectionPool({ url: server.url() });
    expect(own).toBeInstanceOf(OwnPool);
    const connection = own.getConnection();
    expect(String(await connection.send("PING", []))).toBe("PONG");
    await connection.close();
  });

  it("connections share one socket unless max_connections allows more", async () => {
    const factory = named();
    const connections = [1, 2, 3].map(() => factory.connect(server.url()));
    await Promise.all(connections.map((each) => each.send("PING", [])));
    expect(await clients()).toBe(1);
    expect(factory.createdConnections).toBe(1);
    await Promise.all(connections.map((each) => each.close()));
  });

  it("a pool opens as many sockets as max_connections allows, and shares them evenly", async () => {
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

  it("closing one cache leaves the others their connection; the last one closes it", async () => {
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

  it("a connection that is created after the last one was closed gets a new pool", async () => {
    const first = named().connect(server.url());
    await first.ready();
    const closing = first.close();
    const second = named().connect(server.url());
    expect(second.native).not.toBe(first.native);
    await Promise.all([closing, second.ready()]);
    await second.close();
  });

  it("closing waits for pending replies", async () => {
    const connection = named().connect(server.url());
    const replies = Promise.all([connection.send("SET", ["late", "1"]), connection.send("GET", ["late"])]);
    await connection.close();
    expect((await replies).map(String)).toEqual(["OK", "1"]);
  });

  it("returns the driver's own object", async () => {
    const connection = named().connect(server.url());
    await connection.ready();
    await connection.send("SET", ["raw", "text"]);
    expect(String(await nativeGet(connection.native, "raw"))).toBe("text");
    await connection.close();
  });

  it("creating a connection does not connect", async () => {
    const connection = named().connect(server.url());
    expect(await clients()).toBe(0);
    await connection.close();
  });
});
