import { inspect } from "node:util";
import { eventually, startProxy, startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { patientDrivers } from "./support/drivers.js";
import { outcome } from "./support/outcome.js";

describe.each(patientDrivers)("access with $name", ({ create }) => {
  const connect = (url: string, options?: object) => create(options).connect(url);

  async function ping(url: string, options?: object): Promise<string> {
    const connection = connect(url, options);
    try {
      return String(await connection.send("PING", []));
    } finally {
      await connection.close();
    }
  }

  it("a password in the URL or in PASSWORD is accepted", async () => {
    await using server = await startServer({ password: "p@ss word" });
    const bare = `redis://127.0.0.1:${server.port}/1`;
    expect(await ping(server.url(1))).toBe("PONG");
    expect(await ping(bare, { PASSWORD: "p@ss word" })).toBe("PONG");
    expect(await ping(bare, { CONNECTION_POOL_KWARGS: { password: "p@ss word" }, PASSWORD: "wrong" })).toBe(
      "PONG",
    );
  });

  it("a wrong password in the URL is not replaced by a correct PASSWORD, and is not shown", async () => {
    await using server = await startServer({ password: "right" });
    const error = await ping(`redis://:hunter2@127.0.0.1:${server.port}/1`, { PASSWORD: "right" }).catch(
      (e) => e,
    );
    expect(error).toMatchObject({
      code: "ERR_UNREACHABLE",
      cause: expect.objectContaining({ message: expect.stringMatching(/^WRONGPASS/) }),
      // Not "check that the server runs": it does.
      message: expect.stringMatching(/; check USERNAME and PASSWORD, or those in LOCATION,/),
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("hunter2");
  });

  it("a password that the server repeats is removed from the error", async () => {
    // Like a server that does not know AUTH. Some drivers send the password within HELLO.
    const config = { "rename-command": "AUTH LOGIN\nrename-command HELLO HALLO" };
    await using server = await startServer({ config });
    const error = await ping(`redis://:hunter2@127.0.0.1:${server.port}/1`).catch((e) => e);
    expect(error.message).toMatch(/cannot be reached \(ERR unknown command/);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("hunter2");
  });

  it("without the password that it requires, a server is unreachable, and the error has its message", async () => {
    await using server = await startServer({ password: "right" });
    const error = await ping(`redis://127.0.0.1:${server.port}/1`).catch((e) => e);
    expect(error).toMatchObject({
      code: "ERR_UNREACHABLE",
      cause: expect.objectContaining({ message: expect.stringMatching(/^NOAUTH/) }),
      message: expect.stringMatching(/; check USERNAME and PASSWORD, or those in LOCATION,/),
    });
  });

  it("the error for a missing database advises to check LOCATION, not whether the server runs", async () => {
    await using server = await startServer();
    const error = await ping(server.url(99)).catch((e) => e);
    expect(error).toMatchObject({
      code: "ERR_UNREACHABLE",
      message: expect.stringMatching(/out of range.*background; check LOCATION$/),
    });
  });

  it("a permission that the login needs and the user lacks is named", async () => {
    await using server = await startServer();
    await server.command("ACL", "SETUSER", "web", "on", ">secret", "~*", "+ping");
    const error = await ping(`redis://web:secret@127.0.0.1:${server.port}/1`).catch((e) => e);
    expect(error).toMatchObject({
      code: "ERR_UNREACHABLE",
      message: expect.stringMatching(/NOPERM.*; check .* and what this user may do$/),
    });
  });

  it("a password that the server does not need is accepted, and sent when it is needed later", async () => {
    await using server = await startServer();
    const url = `redis://:p@127.0.0.1:${server.port}/3`;
    const connection = connect(url);
    expect(String(await connection.send("SET", ["k", "v"]))).toBe("OK");
    expect(await server.text("INFO", "keyspace")).toContain("db3:keys=1");
    expect(await ping(`redis://127.0.0.1:${server.port}/3`, { PASSWORD: "p" })).toBe("PONG");
    await server.command("CONFIG", "SET", "requirepass", "p");
    await server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    await eventually(async () => expect(String(await connection.send("GET", ["k"]))).toBe("v"));
    await connection.close();
  });

  it("rejected credentials are retried less and less often", async () => {
    await using server = await startServer({ password: "right" });
    await using proxy = await startProxy(server);
    const connection = connect(proxy.url(0).replace("right", "wrong"));
    await expect(connection.ready()).rejects.toMatchObject({ code: "ERR_UNREACHABLE" });
    // No more calls are made; the pauses double each time.
    let pause = 0;
    for (let before = performance.now(); pause < 1000; before = performance.now()) {
      const { connections } = proxy;
      await eventually(() => expect(proxy.connections).toBeGreaterThan(connections));
      pause = performance.now() - before;
      expect(proxy.connections).toBeLessThan(15);
    }
    await connection.close();
  });

  it("after its password was changed, a server is unreachable with its message until the password is correct again", async () => {
    await using server = await startServer({ password: "old" });
    const connection = connect(server.url(0));
    await connection.send("SET", ["k", "v"]);
    await server.command("CONFIG", "SET", "requirepass", "new");
    await server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    await eventually(async () => {
      const { error, code } = await outcome(connection.send("GET", ["k"]));
      expect(error?.cause?.message).toMatch(/^WRONGPASS/);
      expect(code).toBe("ERR_UNREACHABLE");
    });
    await server.command("CONFIG", "SET", "requirepass", "old");
    await eventually(async () => expect(String(await connection.send("GET", ["k"]))).toBe("v"));
    await connection.close();
  });

  it("a user may come from the URL or from USERNAME", async () => {
    await using server = await startServer({ user: "app", password: "secret" });
    expect(await ping(server.url())).toBe("PONG");
    const bare = `redis://127.0.0.1:${server.port}`;
    expect(await ping(bare, { USERNAME: "app", PASSWORD: "secret" })).toBe("PONG");
    expect(await ping(`${bare}?username=app&password=secret`)).toBe("PONG");
  });

  it("a user with few rights can log in, even without PING", async () => {
    await using server = await startServer();
    await server.command("ACL", "SETUSER", "reader", "on", ">secret", "~*", "+get", "+select");
    const connection = connect(`redis://reader:secret@127.0.0.1:${server.port}/1`);
    await connection.ready();
    expect(await connection.send("GET", ["key"])).toBeNull();
    await connection.close();
  });

  it("a unix socket is reached by its path", async () => {
    await using server = await startServer({ unixSocket: true });
    const connection = connect(server.url(2));
    await connection.send("SET", ["key", "value"]);
    expect(await server.text("INFO", "keyspace")).toContain("db2:keys=1");
    await connection.close();
    const gone = await ping(`unix://${server.dir}/nothing.sock`).catch((e) => e);
    expect(gone.message).toMatch(/unix:\/\/.*nothing\.sock\?db=0 cannot be reached \(connect ENOENT/);
  });

  it("client_name is the name of the connection on the server", async () => {
    await using server = await startServer();
    const connection = connect(server.url(), { CONNECTION_POOL_KWARGS: { client_name: "shop" } });
    await connection.ready();
    expect(String(await server.command("CLIENT", "LIST"))).toContain("name=shop");
    await connection.close();
  });
});
