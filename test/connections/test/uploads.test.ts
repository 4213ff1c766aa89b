import { type RedisServer, startProxy, startServer, type TcpProxy } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connecting } from "./support/connecting.js";
import { defaultDrivers } from "./support/drivers.js";
import { outcome } from "./support/outcome.js";

const MB = 1_000_000;

describe.each(defaultDrivers)("with $name, a slow line", (driver) => {
  const connect = connecting(driver);
  let server: RedisServer;
  let proxy: TcpProxy;
  beforeEach(async () => {
    server = await startServer();
    proxy = await startProxy(server);
  });
  afterEach(async () => {
    await proxy.stop();
    await server.stop();
  });

  it("accepts a large value while its bytes are sent, and the calls after it", async () => {
    const connection = connect(proxy.url(0), { SOCKET_TIMEOUT: 1 });
    await connection.ready();
    proxy.uploadBytesPerSecond = 4 * MB;
    const begin = performance.now();
    const replies = [
      connection.send("SET", ["large", Buffer.alloc(12 * MB, "x")]),
      connection.send("PING", []),
      connection.sendMany([["GET", ["none"]]]),
    ];
    expect(await Promise.all(replies)).toHaveLength(3);
    // Longer than SOCKET_TIMEOUT, though the system has taken a third of it at once.
    expect(performance.now() - begin).toBeGreaterThan(2000);
    expect(await server.command("STRLEN", "large")).toBe(12 * MB);
  });

  it("takes many values", async () => {
    const connection = connect(proxy.url(0), { SOCKET_TIMEOUT: 1 });
    await connection.ready();
    proxy.uploadBytesPerSecond = 4 * MB;
    const calls = Array.from({ length: 120 }, (_, n) =>
      connection.send("SET", [`k${n}`, Buffer.alloc(100_000, "x")]),
    );
    expect(await Promise.all(calls)).toHaveLength(120);
    expect(await server.command("DBSIZE")).toBe(120);
  });

  it("that becomes silent in the middle of an upload is abandoned", async () => {
    const connection = connect(proxy.url(0), { SOCKET_TIMEOUT: 1 });
    await connection.ready();
    proxy.uploadBytesPerSecond = 4 * MB;
    const reply = outcome(connection.send("SET", ["large", Buffer.alloc(12 * MB, "x")]));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    // Nothing is taken from the line any more.
    proxy.uploadBytesPerSecond = 1;
    const { code, took } = await reply;
    expect(code).toBe("ERR_TIMEOUT");
    // Not before it fell silent; a slow machine may have sent its last bytes some time before that.
    expect(took).toBeGreaterThan(1500);
    // Ten times SOCKET_TIMEOUT is what a line gets that goes on.
    expect(took).toBeLessThan(9_500);
  });

  it("does not hide a hanging server: later commands say nothing about earlier ones", async () => {
    const connection = connect(server.url(0), { SOCKET_TIMEOUT: 1 });
    await connection.ready();
    await server.freeze();
    const first = outcome(connection.send("GET", ["key"]));
    let isOver = false;
    first.then(() => {
      isOver = true;
    });
    const others: Promise<unknown>[] = [];
    while (!isOver) {
      others.push(outcome(connection.send("GET", ["key"])));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const { code, took } = await first;
    expect(code).toBe("ERR_TIMEOUT");
    expect(took).toBeLessThan(9_000);
    await Promise.all(others);
  });
});
