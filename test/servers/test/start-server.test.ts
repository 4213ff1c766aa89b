import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import net from "node:net";
import tls from "node:tls";
import { startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { isGone } from "./is-gone.js";

describe("a server", () => {
  it("answers, and keeps bytes as they are", async () => {
    await using server = await startServer();
    const bytes = Buffer.from([0, 13, 10, 255, 36, 42]);
    expect(await server.command("SET", "key", bytes)).toBe("OK");
    expect(await server.command("GET", "key")).toEqual(bytes);
    expect(await server.command("MGET", "key", "none")).toEqual([bytes, null]);
    expect(await server.command("STRLEN", "key")).toBe(6);
    expect(await server.text("KEYS", "*")).toEqual(["key"]);
    await expect(server.command("INCR", "key")).rejects.toThrow("ERR value is not an integer");
  });

  it("accepts replies of many megabytes", async () => {
    await using server = await startServer();
    await server.command("SETRANGE", "large", 30_000_000, "end");
    expect(await server.command("GET", "large")).toHaveLength(30_000_003);
  });

  it("has a URL, with the database if one is given", async () => {
    await using server = await startServer();
    expect(server.url()).toBe(`redis://127.0.0.1:${server.port}`);
    expect(server.url(3)).toBe(`redis://127.0.0.1:${server.port}/3`);
  });

  it("requires its password, which may contain any character", async () => {
    const password = 'p@ss:/ "wörd"';
    await using server = await startServer({ password });
    expect(decodeURIComponent(new URL(server.url()).password)).toBe(password);
    expect(await server.command("PING")).toBe("PONG");
    expect(await answerWithoutLogin(server.port)).toContain("-NOAUTH");
  });

  it("accepts its ACL user and no other", async () => {
    await using server = await startServer({ user: "alice", password: "sec ret" });
    expect(server.url(0)).toBe(`redis://alice:sec%20ret@127.0.0.1:${server.port}/0`);
    expect(await server.text("ACL", "WHOAMI")).toBe("alice");
    await expect(server.command("AUTH", "sec ret")).rejects.toThrow("WRONGPASS");
    expect(await answerWithoutLogin(server.port)).toContain("-NOAUTH");
  });

  it("refuses a user without a password", async () => {
    await expect(startServer({ user: "alice" })).rejects.toThrow("`user` needs a `password`");
  });

  it("uses TLS with a certificate of its own authority", async () => {
    await using server = await startServer({ tls: true });
    expect(server.url()).toBe(`rediss://127.0.0.1:${server.port}`);
    expect(await server.command("PING")).toBe("PONG");
    const { ca = "", untrustedCa = "" } = server.tls ?? {};
    for (const host of ["localhost", "127.0.0.1"]) {
      await expect(handshake(host, server.port, ca)).resolves.toBe("trusted");
      await expect(handshake(host, server.port, untrustedCa)).rejects.toThrow(
        "self-signed certificate in certificate chain",
      );
    }
  });

  it("can require a certificate of its clients", async () => {
    await using server = await startServer({ tls: true, config: { "tls-auth-clients": "yes" } });
    expect(await server.command("PING")).toBe("PONG");
  });

  it("listens on a unix socket and on no port", async () => {
    await using server = await startServer({ unixSocket: true, password: "secret" });
    expect(server.port).toBe(0);
    expect(server.url()).toBe(`unix://:secret@${server.socketPath}`);
    expect(server.url(2)).toBe(`unix://:secret@${server.socketPath}?db=2`);
    expect(await server.command("PING")).toBe("PONG");
  });

  it("accepts more settings, also several with the same name", async () => {
    const renamed = ['FLUSHALL ""', 'DEBUG ""'];
    await using server = await startServer({ config: { maxclients: 7, "rename-command": renamed } });
    expect(await server.text("CONFIG", "GET", "maxclients")).toEqual(["maxclients", "7"]);
    await expect(server.command("FLUSHALL")).rejects.toThrow("unknown command");
  });

  it("leaves no process and no folder", async () => {
    const server = await startServer({ tls: true });
    expect(existsSync(server.dir)).toBe(true);
    await server.freeze();
    await server.stop();
    await server.stop();
    expect(isGone(server.pid)).toBe(true);
    expect(existsSync(server.dir)).toBe(false);
  });
});

describe("a server that cannot start", () => {
  it("is reported with how to install redis-server if it is missing", async () => {
    await expect(startServer({ executable: "no-such-redis" })).rejects.toThrow(
      "apt-get install redis-server",
    );
  });

  it("is reported with its log if it ends at once", async () => {
    await expect(startServer({ config: { maxmemory: "plenty" } })).rejects.toThrow(
      /ended with status 1[\s\S]*maxmemory plenty/,
    );
  });

  it("is reported if its port stays in use", async () => {
    await using other = await startServer();
    const taken = startServer({ config: { port: other.port } });
    await expect(taken).rejects.toThrow(/ended with status 1[\s\S]*Address already in use/);
  });

  it("starts many servers at the same time, each on its own port", async () => {
    const servers = await Promise.all(Array.from({ length: 12 }, () => startServer()));
    expect(new Set(servers.map((server) => server.port)).size).toBe(12);
    await Promise.all(servers.map((server) => server.stop()));
  });
});

async function answerWithoutLogin(port: number): Promise<string> {
  const socket = net.connect(port, "127.0.0.1");
  socket.write("PING\r\n");
  const [data] = await once(socket, "data");
  socket.destroy();
  return String(data);
}

async function handshake(host: string, port: number, ca: string): Promise<string> {
  const options = { host, port, ca: await readFile(ca), family: 4 };
  return new Promise((resolve, reject) => {
    const socket = tls.connect(options, () => {
      socket.destroy();
      resolve("trusted");
    });
    socket.on("error", reject);
  });
}
