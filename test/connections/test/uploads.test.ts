import { type RedisServer, startProxy, startServer, type TcpProxy } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connecting } from "./support/connecting.js";
import { defaultDrivers } from "./support/drivers.js";
import { outcome } from "./support/outcome.js";

const MB = 1_000_000;

describe.each(defaultDrivers)("with $name, a slow connection", (driver) => {
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
    // Longer than SOCKET_TIMEOUT, though the operating system accepted a third of the bytes at once.
    expect(performance.now() - begin).toBeGreaterThan(2000);
    expect(await server.command("STRLEN", "large")).toBe(12 * MB);
  });

  it("accepts many values", async () => {
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
    // From now on, the proxy accepts almost nothing.
    proxy.uploadBytesPerSecond = 1;
    const { code, took } = await reply;
    expect(code).toBe("ERR_TIMEOUT");
    // Not before the connection became silent. A slow machine may have sent its last bytes some time before that.
    expect(took).toBeGreaterThan(1500);
    // A connection that continues to send gets ten times SOCKET_TIMEOUT.
    expect(took).toBeLessThan(9_500);
  });

  it("does not hide a hanging server: later commands do not extend the time of earlier ones", async () => {
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
