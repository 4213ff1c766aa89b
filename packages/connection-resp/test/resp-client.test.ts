import { once } from "node:events";
import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ReplyError, RespClient } from "@coffer/connection-resp";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

let server: RedisServer;
const open: RespClient[] = [];
beforeAll(async () => {
  server = await startServer({ password: "right" });
});
afterEach(() => {
  for (const client of open.splice(0)) client.destroy();
});
afterAll(() => server.stop());

function make(options: object = {}): RespClient {
  const client = new RespClient({ host: "127.0.0.1", port: server.port, password: "right", ...options });
  open.push(client);
  return client;
}

describe("RespClient", () => {
  it("connects, logs in and selects its database", async () => {
    const client = make({ username: "default", db: 3 });
    expect([client.isOpen, client.isReady]).toEqual([false, false]);
    const ready = once(client, "ready");
    await client.connect();
    await ready;
    expect([client.isOpen, client.isReady]).toEqual([true, true]);
    await client.call("SET", "key", "value");
    expect(String(await client.call("GET", "key"))).toBe("value");
    expect(await server.text("INFO", "keyspace")).toContain("db3:keys=1");
  });

  it("keeps no reference to a returned reply while others are pending", async () => {
    const client = make();
    await client.connect();
    const ask = async () => {
      const answers = client.sendMany([["TIME", []]]);
      client.call("BLPOP", "no such list", 0).catch(() => {});
      return new WeakRef(await answers);
    };
    const given = await ask();
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    // References are released at the end of a turn of the event loop at the earliest.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(given.deref()).toBeUndefined();
  });

  it("rejects a command with Redis's message, and answers the others of its batch", async () => {
    const client = make();
    await client.connect();
    const refused = await client.call("INCRBY", "n", "x").catch((error) => error);
    expect(refused).toBeInstanceOf(ReplyError);
    expect(refused).toMatchObject({
      name: "ReplyError",
      message: expect.stringMatching(/^ERR value is not/),
    });
    expect(
      await client.sendMany([
        ["SET", ["k", "v"]],
        ["LPUSH", ["k", "v"]],
        ["GET", ["k"]],
        ["GET", ["none"]],
      ]),
    ).toEqual([
      "OK",
      expect.objectContaining({ name: "ReplyError", message: expect.stringMatching(/^WRONGTYPE/) }),
      Buffer.from("v"),
      null,
    ]);
    expect(await client.sendMany([])).toEqual([]);
  });

  it("leaves errors within a transaction's reply in place", async () => {
    const client = make();
    await client.connect();
    await client.call("SET", "text", "x");
    const replies = await client.sendMany([
      ["MULTI", []],
      ["INCR", ["text"]],
      ["GET", ["text"]],
      ["EXEC", []],
    ]);
    expect(replies[3]).toEqual([expect.any(ReplyError), Buffer.from("x")]);
  });

  it("reports why it cannot connect, and can try again", async () => {
    const client = make({ password: "wrong" });
    const ended = once(client, "end");
    await expect(client.connect()).rejects.toThrow(/^WRONGPASS/);
    expect(((await ended) as Error[])[0]?.message).toMatch(/^WRONGPASS/);
    await expect(client.connect()).rejects.toThrow(/^WRONGPASS/);
    await expect(make({ db: 99 }).connect()).rejects.toThrow(/DB index is out of range/);
    await expect(make({ port: 1 }).connect()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("rejects pending commands when it is destroyed, emits the end, and can be connected again", async () => {
    const client = make();
    await client.connect();
    const ended = once(client, "end");
    const answered = client.call("PING");
    const others = Promise.allSettled([client.call("BLPOP", "nothing", 0), client.call("PING")]);
    expect(await answered).toBe("PONG");
    client.destroy();
    for (const other of await others) {
      expect(other).toMatchObject({ reason: { message: "the connection was closed on this side" } });
    }
    await ended;
    expect([client.isOpen, client.isReady]).toEqual([false, false]);
    await client.connect();
    expect(await client.call("PING")).toBe("PONG");
  });

  it("sends nothing while it is not connected, and connects once at a time", async () => {
    const client = make();
    await expect(client.call("PING")).rejects.toMatchObject({ name: "NotConnectedError" });
    await expect(client.sendMany([["PING", []]])).rejects.toMatchObject({ name: "NotConnectedError" });
    const reconnector = client.connect();
    await expect(client.call("PING")).rejects.toMatchObject({ name: "NotConnectedError" });
    await expect(client.connect()).rejects.toThrow(/already connected, or connecting/);
    await reconnector;
    client.destroy();
    await expect(client.call("PING")).rejects.toMatchObject({ name: "NotConnectedError" });
  });

  it("creates a duplicate of its class, with the same options overridden by given ones", async () => {
    class Own extends RespClient {}
    const client = new Own({ host: "127.0.0.1", port: server.port, password: "right", db: 1 });
    const other = client.duplicate({ db: 2 });
    open.push(client, other);
    expect(other).toBeInstanceOf(Own);
    await Promise.all([client.connect(), other.connect()]);
    await client.call("SET", "only in 1", "x");
    expect(await other.call("GET", "only in 1")).toBeNull();
    expect(await client.call("CLIENT", "ID")).not.toBe(await other.call("CLIENT", "ID"));
  });

  it("logs in as the named user, also without a password", async () => {
    await server.command("ACL", "SETUSER", "guest", "on", "nopass", "+@all", "~*");
    const guest = new RespClient({ host: "127.0.0.1", port: server.port, username: "guest" });
    open.push(guest);
    await guest.connect();
    expect(String(await guest.call("ACL", "WHOAMI"))).toBe("guest");
  });

  it("does not show its password", () => {
    expect(inspect(make(), { depth: 10, showHidden: true })).not.toContain("right");
  });

  it("counts what it receives", async () => {
    const client = make();
    expect(client.traffic).toBeUndefined();
    await client.connect();
    const before = client.traffic?.received as number;
    await client.call("ECHO", "x".repeat(1000));
    expect(client.traffic?.received).toBe(before + "$1000\r\n".length + 1000 + 2);
  });
});
