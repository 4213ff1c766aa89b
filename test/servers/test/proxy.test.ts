import net from "node:net";
import {
  eventually,
  type RedisServer,
  startProxy,
  startServer,
  type TcpProxy,
} from "@coffer-internal/servers";
import { afterEach, beforeEach, expect, it } from "vitest";

let server: RedisServer;
let proxy: TcpProxy;
const sockets: net.Socket[] = [];

beforeEach(async () => {
  server = await startServer();
  proxy = await startProxy(server);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.stop();
  await server.stop();
});

/** A connection through the proxy, and the text that has come back. */
function connect(): { socket: net.Socket; received: () => string } {
  const socket = net.connect(Number(new URL(proxy.url()).port), "127.0.0.1");
  sockets.push(socket);
  let text = "";
  socket.on("data", (data) => {
    text += data;
  });
  return { socket, received: () => text };
}

it("A proxy forwards bytes in both directions and counts its connections", async () => {
  const { socket, received } = connect();
  socket.write("PING\r\n");
  await eventually(() => expect(received()).toBe("+PONG\r\n"));
  expect(proxy.connections).toBe(1);
});

it("A proxy can add latency", async () => {
  proxy.latency = 100;
  const { socket, received } = connect();
  const begin = performance.now();
  socket.write("PING\r\n");
  await eventually(() => expect(received()).toBe("+PONG\r\n"));
  expect(performance.now() - begin).toBeGreaterThan(190);
});

it("A proxy can limit the bytes per second of replies", async () => {
  proxy.bytesPerSecond = 1_000_000;
  await server.command("SET", "key", Buffer.alloc(300_000, "x"));
  const { socket, received } = connect();
  const begin = performance.now();
  socket.write("GET key\r\n");
  await eventually(() => expect(received().length).toBeGreaterThan(300_000));
  expect(performance.now() - begin).toBeGreaterThan(250);
});

it("A cut proxy forwards nothing and closes neither end, even if the server dies", async () => {
  const { socket, received } = connect();
  socket.write("PING\r\n");
  await eventually(() => expect(received()).toBe("+PONG\r\n"));
  proxy.cut();
  socket.write("SET lost 1\r\n");
  await server.restart();
  proxy.mend();
  const fresh = connect();
  fresh.socket.write("EXISTS lost\r\n");
  await eventually(() => expect(fresh.received()).toBe(":0\r\n"));
  expect({ received: received(), closed: socket.closed }).toEqual({ received: "+PONG\r\n", closed: false });
});

it("A proxy closes its connections when the server dies", async () => {
  const { socket } = connect();
  await eventually(() => expect(socket.connecting).toBe(false));
  await server.kill();
  await eventually(() => expect(socket.closed).toBe(true));
});

it("A proxy can break open connections in the middle of a reply", async () => {
  await server.command("SET", "key", "0123456789");
  const { socket, received } = connect();
  socket.write("PING\r\n");
  await eventually(() => expect(received()).toBe("+PONG\r\n"));
  proxy.breakOff(7);
  socket.write("GET key\r\n");
  await eventually(() => expect(socket.closed).toBe(true));
  expect(received()).toBe("+PONG\r\n$10\r\n01");
  const fresh = connect();
  fresh.socket.write("GET key\r\n");
  await eventually(() => expect(fresh.received()).toBe("$10\r\n0123456789\r\n"));
});

it("A proxy can break connections at once, without any traffic", async () => {
  const { socket, received } = connect();
  socket.write("PING\r\n");
  await eventually(() => expect(received()).toBe("+PONG\r\n"));
  proxy.breakOff(0);
  await eventually(() => expect(socket.closed).toBe(true));
});

it("A proxy can send new connections to another server without affecting open ones", async () => {
  await using other = await startServer();
  await server.command("SET", "who", "first");
  await other.command("SET", "who", "other");
  const before = connect();
  before.socket.write("GET who\r\n");
  await eventually(() => expect(before.received()).toBe("$5\r\nfirst\r\n"));
  const url = proxy.url();
  proxy.lead(other);
  expect(proxy.url()).toBe(url);
  const after = connect();
  after.socket.write("GET who\r\n");
  before.socket.write("GET who\r\n");
  await eventually(() => expect(after.received()).toBe("$5\r\nother\r\n"));
  await eventually(() => expect(before.received()).toBe("$5\r\nfirst\r\n$5\r\nfirst\r\n"));
});

it("A proxy keeps the order of bytes when its latency becomes lower", async () => {
  const { socket, received } = connect();
  proxy.latency = 200;
  for (let n = 0; n < 10; n++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.write(`ECHO ${n}\r\n`);
    if (n === 5) proxy.latency = 0;
  }
  await eventually(() => expect(received().replace(/\$1|\s/g, "")).toBe("0123456789"));
});
