import { randomBytes } from "node:crypto";
import { eventually, type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connecting, LATE, LONG, SHORT } from "./support/connecting.js";
import { patientDrivers } from "./support/drivers.js";
import { nativeGet } from "./support/native-get.js";
import { everyWay, expectBack, expectFailureAtOnce, type Outcome, outcome } from "./support/outcome.js";

describe.each(patientDrivers)("with $name, an unreachable server:", (driver) => {
  let server: RedisServer;
  const connect = connecting(driver);
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  it("one that refuses connections is unreachable at once, for every call", async () => {
    await server.kill();
    const connection = connect(server.url(1), SHORT);
    const [first, ...others] = await Promise.all(everyWay(connection).map(outcome));
    expect(first?.error).toMatchObject({
      name: "ConnectionInterrupted",
      code: "ERR_UNREACHABLE",
      message: expect.stringMatching(
        /^GET was not sent: redis:\/\/127\.0\.0\.1:\d+\/1 cannot be reached \(connect ECONNREFUSED/,
      ),
      cause: expect.objectContaining({ code: "ECONNREFUSED" }),
    });
    expect(others.map(({ code }) => code)).toEqual(Array(3).fill("ERR_UNREACHABLE"));
    await expectFailureAtOnce(connection);
    await server.restart();
    await expectBack(connection);
  });

  it("one that is killed leaves its commands without a reply, and the next calls unreachable", async () => {
    const connection = connect(server.url(1), { SOCKET_TIMEOUT: 30 });
    await connection.ready();
    const pending = outcome(connection.send("BLPOP", ["nothing", 0]));
    await server.waitFor(async () => (await server.info("clients")).blocked_clients === "1");
    await server.kill();
    const { error, code, took } = await pending;
    expect(code).toBe("ERR_NO_REPLY");
    expect(error?.message).toMatch(/^BLPOP: the connection to .* broke before the reply/);
    expect(took).toBeLessThan(LATE);
    // A stable connection may be retried once before the outage is reported.
    await eventually(async () => expect((await outcome(connection.ready())).code).toBe("ERR_UNREACHABLE"));
    await expectFailureAtOnce(connection);
    await server.restart();
    await expectBack(connection);
  });

  it("a batch whose connection breaks keeps the replies that it received", async () => {
    const connection = connect(server.url(1), { SOCKET_TIMEOUT: 5 });
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
    expect(others.map((each) => (each as { code?: string }).code)).toEqual(["ERR_NO_REPLY", "ERR_NO_REPLY"]);
  });

  it("one that rejects the password is unreachable until it accepts it, and the error has the reason", async () => {
    await server.command("CONFIG", "SET", "requirepass", "right");
    const url = server.url(1).replace("redis://", "redis://:hunter2@");
    const connection = connect(url, LONG);
    const { error, code } = await outcome(connection.send("GET", ["key"]));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.cause?.message).toMatch(/^WRONGPASS/);
    await expectFailureAtOnce(connection);
    await server.command("CONFIG", "SET", "requirepass", "hunter2");
    // The pause before the next attempt is about as long as the rejections have lasted.
    await expectBack(connection);
  });

  it("one with too many clients is unreachable until a client leaves", async () => {
    await server.command("CONFIG", "SET", "maxclients", "1");
    const connection = connect(server.url(1), LONG);
    expect((await outcome(connection.send("GET", ["key"]))).code).toBe("ERR_UNREACHABLE");
    await expectFailureAtOnce(connection);
    await server.command("CONFIG", "SET", "maxclients", "100");
    await expectBack(connection);
  });

  it("one that lacks the database is unreachable, and nothing goes to another database", async () => {
    const connection = connect(server.url(99), LONG);
    const { error, code } = await outcome(connection.send("SET", ["key", "value"]));
    expect(code).toBe("ERR_UNREACHABLE");
    expect(error?.cause?.message).toContain("DB index is out of range");
    await expectFailureAtOnce(connection);
    expect(await server.text("DBSIZE")).toBe(0);
  });

  it("one that is loading its data is unreachable until it has loaded it", async () => {
    await server.stop();
    server = await startServer({
      persistent: true,
      config: { "key-load-delay": 50_000, "loading-process-events-interval-bytes": 1024 },
    });
    for (let n = 0; n < 600; n += 1) await server.command("SET", `key${n}`, randomBytes(1024));
    // Loading a snapshot is slowed down, and interrupted to answer clients, as with a large one.
    await server.command("BGREWRITEAOF");
    await server.waitFor(async () => {
      const { aof_rewrite_in_progress, aof_rewrite_scheduled } = await server.info("persistence");
      return aof_rewrite_in_progress === "0" && aof_rewrite_scheduled === "0";
    });
    await server.kill();
    // Loading takes half a minute, until the delay is removed below.
    const restarted = server.restart();
    const connection = connect(server.url(1), LONG);
    await eventually(async () => {
      const { error, code } = await outcome(connection.send("PING", []));
      expect(error?.cause?.message).toMatch(/^LOADING/);
      expect(code).toBe("ERR_UNREACHABLE");
    });
    await expectFailureAtOnce(connection);
    await server.command("CONFIG", "SET", "key-load-delay", 0);
    await restarted;
    await expectBack(connection);
  });

  it("the driver's own object fails at once, too", async () => {
    const connection = connect(server.url(1), LONG);
    await connection.ready();
    await server.kill();
    await eventually(async () => expect((await outcome(connection.ready())).code).toBe("ERR_UNREACHABLE"));
    const { error, took } = await outcome(nativeGet(connection.native, "key"));
    expect(error).toBeInstanceOf(Error);
    expect(took).toBeLessThan(LATE);
  });

  it("one that has closed an idle connection is reconnected without any error", async () => {
    const connection = connect(server.url(1), { ...LONG, CONNECTION_POOL_KWARGS: { client_name: "idle" } });
    const list = async () => String(await server.command("CLIENT", "LIST"));
    await connection.ready();
    // A connection must be a second old before it is assumed to work; the server counts seconds that have begun.
    await server.waitFor(async () => /name=idle .*age=(?:[2-9]|\d\d)/.test(await list()));
    const idOf = async () => /^id=(\d+) .*name=idle /m.exec(await list())?.[1];
    const before = await idOf();
    const killed = await server.text("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    expect(killed).toBeGreaterThan(0);
    await eventually(async () => expect([undefined, before]).not.toContain(await idOf()));
    expect(String(await connection.send("PING", []))).toBe("PONG");
  });

  it("killed with pending calls, is reported in coffer's words and the system's, not the driver's", async () => {
    const connection = connect(server.url(1));
    await connection.ready();
    const outcomes: Promise<Outcome>[] = [];
    let isDead = false;
    const killed = server.kill().then(() => {
      isDead = true;
    });
    while (!isDead) {
      outcomes.push(...everyWay(connection).map(outcome));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await killed;
    outcomes.push(...everyWay(connection).map(outcome));
    const messages = (await Promise.all(outcomes)).flatMap(({ error }) => error?.message ?? []);
    expect(messages.length).toBeGreaterThan(0);
    for (const message of new Set(messages)) {
      expect(message).not.toMatch(
        /Stream isn't|offline|client is closed|Connection is closed|Socket closed|Disconnects/i,
      );
    }
  });
});
