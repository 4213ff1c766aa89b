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

/** A connection through the proxy, and how many bytes have come back. */
function connect(): { socket: net.Socket; received: () => string } {
  const socket = net.connect(Number(new URL(proxy.url()).port), "127.0.0.1");
  sockets.push(socket);
  let text = "";
  socket.on("data", (data) => {
    text += data;
  });
  return { socket, received: () => text };
}

it("A proxy carries bytes both ways, and says how many connections it had", async () => {
  const { socket, received } = connect();
  socket.write("PING\r\n");
  await eventually(() => expect(received()).toBe("+PONG\r\n"));
  expect(proxy.connections).toBe(1);
});

it("A proxy can make the way long", async () => {
  proxy.latency = 100;
  const { socket, received } = connect();
  const begin = performance.now();
  socket.write("PING\r\n");
  await eventually(() => expect(received()).toBe("+PONG\r\n"));
  expect(performance.now() - begin).toBeGreaterThan(190);
});

it("A proxy can make the way narrow for replies", async () => {
  proxy.bytesPerSecond = 1_000_000;
  await server.command("SET", "key", Buffer.alloc(300_000, "x"));
  const { socket, received } = connect();
  const begin = performance.now();
  socket.write("GET key\r\n");
  await eventually(() => expect(received().length).toBeGreaterThan(300_000));
  expect(performance.now() - begin).toBeGreaterThan(250);
});

it("A proxy that is cut carries nothing and tells neither end, not even when the server dies", async () => {
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

it("A proxy hands on that the server is gone", async () => {
  const { socket } = connect();
  await eventually(() => expect(socket.connecting).toBe(false));
  await server.kill();
  await eventually(() => expect(socket.closed).toBe(true));
});
