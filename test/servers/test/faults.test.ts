import net from "node:net";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isGone } from "./is-gone.js";

let server: RedisServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(() => server.stop());

it("A frozen server accepts connections and answers nothing until it thaws", async () => {
  await server.freeze();
  const socket = net.connect(server.port, server.host);
  const answers: string[] = [];
  socket.on("data", (data) => answers.push(String(data)));
  socket.write("PING\r\n");
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(answers).toEqual([]);
  server.thaw();
  await expect.poll(() => answers).toEqual(["+PONG\r\n"]);
  socket.destroy();
});

it("A killed server refuses connections", async () => {
  await server.kill();
  expect(isGone(server.pid)).toBe(true);
  await expect(server.command("PING")).rejects.toThrow("ECONNREFUSED");
  await server.kill();
});

it("A restarted server is another process on the same port, and empty", async () => {
  await server.command("SET", "key", "value");
  const { pid, port } = server;
  await server.kill();
  await server.restart();
  expect(server.port).toBe(port);
  expect(server.pid).not.toBe(pid);
  expect(await server.command("GET", "key")).toBeNull();
});

it("A frozen server can be restarted", async () => {
  await server.freeze();
  await server.restart();
  expect(await server.command("PING")).toBe("PONG");
});

it("A persistent server that is killed keeps acknowledged writes", async () => {
  await using persistent = await startServer({ persistent: true });
  await persistent.command("SET", "key", "value");
  await persistent.restart();
  expect(await persistent.text("GET", "key")).toBe("value");
});

it("Commands use a new connection after the old one was cut", async () => {
  await server.command("PING");
  await server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no").catch(() => {});
  await expect.poll(() => server.command("PING")).toBe("PONG");
  expect(await Promise.all([server.command("PING"), server.command("PING")])).toEqual(["PONG", "PONG"]);
});
