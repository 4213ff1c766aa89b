import { randomBytes } from "node:crypto";
import type { Connection } from "@coffer/cache-core";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { realDrivers } from "./drivers.js";

describe.each(realDrivers)("Redis away, with $name", ({ Class }) => {
  let server: RedisServer;
  const open: Connection[] = [];
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(async () => {
    server.thaw();
    await Promise.all(open.splice(0).map((each) => each.close()));
    await server.stop();
  });

  function connect(options: object = {}): Connection {
    const all = { REDIS_CLIENT_CLASS: Class, SOCKET_TIMEOUT: 0.3, SOCKET_CONNECT_TIMEOUT: 0.4, ...options };
    const connection = new ConnectionFactory(all).connect(server.url(1));
    open.push(connection);
    return connection;
  }

  /** Settles `call` and says how, and after how many milliseconds. */
  async function outcome(call: Promise<unknown>) {
    const begin = performance.now();
    const error = await call.then(
      () => undefined,
      (reason) => reason,
    );
    return { error, code: error?.code as string | undefined, took: performance.now() - begin };
  }

  const back = (connection: Connection) => eventually(() => connection.send("PING", []), { deadline: 1000 });

  it("a server that refuses is unreachable at once, and back within a second after it is there again", async () => {
    const connection = connect();
    await server.kill();
    const first = await outcome(connection.send("GET", ["key"]));
    expect(first.error).toMatchObject({
      name: "ConnectionInterrupted",
      code: "ERR_UNREACHABLE",
      message: expect.stringMatching(
        /^GET was not sent: redis:\/\/127\.0\.0\.1:\d+\/1 cannot be reached \(connect ECONNREFUSED/,
      ),
      cause: expect.objectContaining({ code: "ECONNREFUSED" }),
    });
    expect((await outcome(connection.sendMany([["GET", ["key"]]]))).code).toBe("ERR_UNREACHABLE");
    expect((await outcome(connection.ready())).code).toBe("ERR_UNREACHABLE");
    await server.restart();
    await back(connection);
  });

  it("a reply later than SOCKET_TIMEOUT is a timeout, and from then on calls fail at once (row 250)", async () => {
    const connection = connect();
    await connection.ready();
    await server.freeze();
    const calls = [
      connection.send("INCR", ["n"]),
      connection.sendMany([
        ["GET", ["a"]],
        ["GET", ["b"]],
      ]),
    ];
    const [first, batch] = await Promise.all(calls.map(outcome));
    expect(first).toMatchObject({
      code: "ERR_TIMEOUT",
      error: {
        message: expect.stringMatching(/^INCR had no reply from .* within 0\.3 s and may have been executed/),
      },
    });
    expect(first?.took).toBeGreaterThan(250);
    expect(first?.took).toBeLessThan(1500);
    // Sent a moment later on a busy machine, its time may not have been over yet.
    expect(batch?.code).toMatch(/^ERR_(TIMEOUT|NO_REPLY)$/);
    const next = await outcome(connection.send("GET", ["key"]));
    expect(next.code).toBe("ERR_UNREACHABLE");
    expect(next.took).toBeLessThan(200);
    server.thaw();
    await back(connection);
  });

  it("sends nothing twice: what a frozen server got, it executes once", async () => {
    const connection = connect();
    await connection.ready();
    await server.freeze();
    await outcome(connection.send("INCR", ["n"]));
    server.thaw();
    await back(connection);
    await eventually(async () => expect(String(await connection.send("GET", ["n"]))).toBe("1"));
    await connection.send("INCR", ["n"]);
    expect(String(await connection.send("GET", ["n"]))).toBe("2");
  });

  it("a call that waits less than its time when the connection is given up has no reply", async () => {
    const connection = connect();
    await connection.ready();
    await server.freeze();
    const early = outcome(connection.send("GET", ["a"]));
    await new Promise((resolve) => setTimeout(resolve, 150));
    const late = outcome(connection.send("GET", ["b"]));
    expect((await early).code).toBe("ERR_TIMEOUT");
    expect((await late).code).toBe("ERR_NO_REPLY");
  });

  it("a killed server leaves its commands without a reply, and the next calls unreachable", async () => {
    const connection = connect({ SOCKET_TIMEOUT: 5 });
    await connection.ready();
    const pending = outcome(connection.send("BLPOP", ["nothing", 0]));
    await server.waitFor(async () => (await server.info("clients")).blocked_clients === "1");
    await server.kill();
    expect(await pending).toMatchObject({
      code: "ERR_NO_REPLY",
      error: { message: expect.stringMatching(/^BLPOP: the connection to .* broke before the reply/) },
    });
    await eventually(async () =>
      expect((await outcome(connection.send("GET", ["key"]))).code).toBe("ERR_UNREACHABLE"),
    );
    await server.restart();
    await back(connection);
  });

  it("a batch whose connection breaks on the way keeps the replies that it got", async () => {
    const connection = connect({ SOCKET_TIMEOUT: 5 });
    await connection.ready();
    const batch = connection.sendMany([
      ["SET", ["a", "1"]],
      ["BLPOP", ["nothing", 0]],
      ["GET", ["a"]],
    ]);
    await server.waitFor(async () => (await server.info("clients")).blocked_clients === "1");
    // The server has read the batch, but may not have written the first reply yet.
    await server.text("PING");
    await server.kill();
    const [ok, ...others] = await batch;
    expect(String(ok)).toBe("OK");
    expect(others).toEqual([
      expect.objectContaining({ code: "ERR_NO_REPLY" }),
      expect.objectContaining({ code: "ERR_NO_REPLY" }),
    ]);
  });

  it("calls wait for the first attempt, as long as SOCKET_CONNECT_TIMEOUT and in bounded number", async () => {
    const connection = connect();
    await server.freeze();
    const calls = Array.from({ length: 10_000 }, () => outcome(connection.send("GET", ["key"])));
    const begin = performance.now();
    const crowded = await outcome(connection.send("GET", ["key"]));
    expect(crowded).toMatchObject({
      code: "ERR_UNREACHABLE",
      error: { message: expect.stringContaining("10000 calls wait") },
    });
    const all = await Promise.all(calls);
    expect(performance.now() - begin).toBeLessThan(2000);
    expect(new Set(all.map(({ code }) => code))).toEqual(new Set(["ERR_UNREACHABLE"]));
    expect(all[0]?.error.message).toMatch(/no answer within 0\.4 s \(SOCKET_CONNECT_TIMEOUT\)/);
    expect((await outcome(connection.send("GET", ["key"]))).took).toBeLessThan(200);
    server.thaw();
    await back(connection);
  });

  it("a connection that the server has closed for being idle is replaced without anybody noticing", async () => {
    const connection = connect({ CONNECTION_POOL_KWARGS: { client_name: "idle" } });
    await connection.ready();
    // A connection has to be a second old to be trusted so far; the server counts the seconds that have begun.
    await server.waitFor(async () => /name=idle .*age=[2-9]/.test(await list()));
    const killed = await server.text("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    expect(killed).toBeGreaterThan(0);
    await server.waitFor(async () => /name=idle .*age=0/.test(await list()));
    expect(String(await connection.send("PING", []))).toBe("PONG");

    async function list(): Promise<string> {
      return String(await server.command("CLIENT", "LIST"));
    }
  });

  it("a process that was busy does not take a server for dead", async () => {
    const connection = connect();
    await connection.ready();
    const reply = connection.send("PING", []);
    await new Promise(setImmediate);
    const end = performance.now() + 700;
    while (performance.now() < end);
    expect(String(await reply)).toBe("PONG");
  });

  it("a server with no room for another client is unreachable, and says why", async () => {
    await server.command("CONFIG", "SET", "maxclients", "1");
    const { error } = await outcome(connect().send("PING", []));
    expect(error).toMatchObject({ code: "ERR_UNREACHABLE" });
    await server.command("CONFIG", "SET", "maxclients", "100");
    await back(open[0] as Connection);
  });

  it("a database that the server does not have is unreachable; nothing goes to another one (row 240)", async () => {
    const connection = new ConnectionFactory({ REDIS_CLIENT_CLASS: Class }).connect(server.url(99));
    open.push(connection);
    const { error } = await outcome(connection.send("SET", ["key", "value"]));
    expect(error).toMatchObject({
      code: "ERR_UNREACHABLE",
      cause: expect.objectContaining({ message: expect.stringContaining("DB index is out of range") }),
    });
    expect(await server.text("DBSIZE")).toBe(0);
  });

  it("the driver's own object fails at once, too", async () => {
    const connection = connect();
    await connection.ready();
    await server.kill();
    await eventually(async () =>
      expect((await outcome(connection.send("PING", []))).code).toBe("ERR_UNREACHABLE"),
    );
    const native = connection.native as { get(key: string): Promise<unknown> };
    expect((await outcome(native.get("key"))).took).toBeLessThan(200);
  });

  it("a server that still loads is unreachable, and back when it has loaded", async () => {
    await server.stop();
    server = await startServer({
      persistent: true,
      config: { "key-load-delay": 5000, "loading-process-events-interval-bytes": 1024 },
    });
    for (let n = 0; n < 200; n += 1) await server.command("SET", `key${n}`, randomBytes(1024));
    // What is loaded from a snapshot is slowed down and interrupted to answer, as a large one would be.
    await server.command("BGREWRITEAOF");
    await server.waitFor(async () => {
      const { aof_rewrite_in_progress, aof_rewrite_scheduled } = await server.info("persistence");
      return aof_rewrite_in_progress === "0" && aof_rewrite_scheduled === "0";
    });
    await server.kill();
    const restarted = server.restart();
    const connection = connect();
    const { error } = await eventually(async () => {
      const result = await outcome(connection.send("PING", []));
      expect(result.error?.cause?.message).toMatch(/^LOADING/);
      return result;
    });
    expect(error.code).toBe("ERR_UNREACHABLE");
    await restarted;
    await back(connection);
  });
});
