import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import {
  eventually,
  type RedisServer,
  startProxy,
  startServer,
  type TcpProxy,
} from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connecting, LATE, LONG, SHORT } from "./support/connecting.js";
import { patientDrivers } from "./support/drivers.js";
import { everyWay, expectBack, expectFailureAtOnce, outcome } from "./support/outcome.js";

describe.each(patientDrivers)("with $name, a server that is silent:", (driver) => {
  let server: RedisServer;
  let proxy: TcpProxy;
  const connect = connecting(driver);
  /** The timeouts are meant for the silence. On a busy machine, the first connection may need more than one attempt. */
  async function connected(url: string) {
    const connection = connect(url, SHORT);
    await eventually(() => connection.ready());
    return connection;
  }
  beforeEach(async () => {
    server = await startServer();
    proxy = await startProxy(server);
  });
  // This runs after the connections are closed, which may still wait for something.
  afterEach(async () => {
    await proxy.stop();
    await server.stop();
  });

  it("frozen: sent calls time out, and later ones fail at once", async () => {
    const connection = await connected(server.url(1));
    await server.freeze();
    const [first, ...others] = await Promise.all(everyWay(connection).map(outcome));
    expect(first?.code).toBe("ERR_TIMEOUT");
    expect(first?.error?.message).toMatch(/^GET had no reply from .* within 1 s and may have been executed/);
    expect(first?.took).toBeGreaterThan(990);
    // On a busy machine, the other calls may have been sent later, and their own time may not be over yet.
    for (const { code } of others) expect(code).toMatch(/^ERR_(TIMEOUT|NO_REPLY)$/);
    for (const { took } of others) expect(took).toBeLessThan(LATE);
    await expectFailureAtOnce(connection);
    server.thaw();
    await expectBack(connection);
  });

  it("frozen: a call that waited less than its time has no reply when the connection is abandoned", async () => {
    const connection = await connected(server.url(1));
    await server.freeze();
    const early = outcome(connection.send("GET", ["a"]));
    await new Promise((resolve) => setTimeout(resolve, 600));
    const late = outcome(connection.send("GET", ["b"]));
    expect((await early).code).toBe("ERR_TIMEOUT");
    expect((await late).code).toBe("ERR_NO_REPLY");
  });

  it("accepting and never answering: unreachable when SOCKET_CONNECT_TIMEOUT is over", async () => {
    await server.freeze();
    const connection = connect(server.url(1), SHORT);
    const all = await Promise.all(everyWay(connection).map(outcome));
    for (const { code, error, took } of all) {
      expect(code).toBe("ERR_UNREACHABLE");
      expect(error?.message).toMatch(/no answer within 1\.2 s \(SOCKET_CONNECT_TIMEOUT\)/);
      expect(took).toBeLessThan(LATE);
    }
    await expectFailureAtOnce(connection);
    server.thaw();
    await expectBack(connection);
  });

  it("cut off by the network: sent calls time out, and the connection is abandoned", async () => {
    const connection = await connected(proxy.url(1));
    proxy.cut();
    const { code, took } = await outcome(connection.send("INCR", ["n"]));
    expect(code).toBe("ERR_TIMEOUT");
    expect(took).toBeLessThan(LATE);
    await expectFailureAtOnce(connection);
    // The old connection stays half open forever, so there must be another one.
    proxy.mend();
    await expectBack(connection);
    expect(proxy.connections).toBeGreaterThan(1);
    expect(await connection.send("EXISTS", ["n"])).toBe(0);
  });

  it("far away: it answers, and a call costs one round trip", async () => {
    proxy.latency = 50;
    const connection = connect(proxy.url(1), LONG);
    await connection.ready();
    const begin = performance.now();
    const calls = Array.from({ length: 200 }, (_, n) => connection.send("INCRBY", ["n", n]));
    await Promise.all(calls);
    const took = performance.now() - begin;
    expect(took).toBeGreaterThan(95);
    // 200 round trips would be twenty seconds.
    expect(took).toBeLessThan(LATE);
    expect(String(await connection.send("GET", ["n"]))).toBe("19900");
  });

  it("farther away than SOCKET_TIMEOUT: calls time out, and none is sent twice", async () => {
    const connection = await connected(proxy.url(1));
    await using monitor = await server.monitor();
    // Longer than the call waits, even if this process is paused for a while.
    proxy.latency = 3_000;
    const { code, took } = await outcome(connection.send("INCR", ["n"]));
    expect(code).toBe("ERR_TIMEOUT");
    expect(took).toBeLessThan(LATE);
    await expectFailureAtOnce(connection);
    proxy.latency = 0;
    await expectBack(connection);
    const seen = async () => (await monitor.settled()).filter(({ name }) => name === "INCR");
    // The command arrives late.
    await eventually(async () => expect(await seen()).not.toEqual([]));
    await connection.send("PING", []);
    expect(await seen()).toHaveLength(1);
  });

  it("slow to deliver a large reply: the call does not time out while bytes arrive", async () => {
    await server.command("SET", "large", Buffer.alloc(6_000_000, "x"));
    const connection = await connected(proxy.url(0));
    proxy.bytesPerSecond = 2_000_000;
    const begin = performance.now();
    const reply = (await connection.send("GET", ["large"])) as Buffer;
    expect(reply).toHaveLength(6_000_000);
    // Three times SOCKET_TIMEOUT.
    expect(performance.now() - begin).toBeGreaterThan(2_900);
  });

  it("silent in the middle of a large reply: the call times out", async () => {
    await server.command("SET", "large", Buffer.alloc(2_000_000, "x"));
    const connection = await connected(proxy.url(0));
    proxy.bytesPerSecond = 2_000_000;
    const reply = outcome(connection.send("GET", ["large"]));
    await new Promise((resolve) => setTimeout(resolve, 400));
    proxy.cut();
    const { code, took } = await reply;
    expect(code).toBe("ERR_TIMEOUT");
    expect(took).toBeGreaterThan(1_300);
    expect(took).toBeLessThan(LATE);
  });

  it("sending invalid replies: the connection is closed, since later replies would be assigned to the wrong commands", async () => {
    const pretender = createServer((socket) => {
      socket.on("error", () => {});
      // Some drivers start with HELLO.
      socket.on("data", (data) => socket.write(/HELLO|PING/i.test(String(data)) ? "+PONG\r\n" : "?what\r\n"));
    });
    await once(pretender.listen(0, "127.0.0.1"), "listening");
    const { port } = pretender.address() as AddressInfo;
    const connection = connect(`redis://127.0.0.1:${port}`);
    const [first, second] = await Promise.all([1, 2].map(() => outcome(connection.send("GET", ["key"]))));
    expect([first?.code, second?.code]).toEqual(["ERR_NO_REPLY", "ERR_NO_REPLY"]);
    expect(first?.took).toBeLessThan(LATE);
    pretender.close();
  });
});
