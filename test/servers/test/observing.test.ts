import { eventually, startReplicated, startServer } from "@coffer-internal/servers";
import { afterEach, describe, expect, it, vi } from "vitest";

describe("a monitor", () => {
  it("records the commands of clients, without those of the test harness", async () => {
    await using server = await startServer();
    const client = await server.connect();
    const monitor = await server.monitor();
    const bytes = Buffer.from([0, 10, 34, 92, 200, 255]);
    await client.command(["SELECT", 2]);
    await client.command(["set", "key", bytes]);
    await server.command("GET", "other");
    await client.command(["EVAL", "return redis.call('GET', 'key')", 0]);
    const commands = await monitor.stop();
    expect(commands.map(({ name, db, args: [key] }) => [name, db, key])).toEqual([
      ["SELECT", 2, "2"],
      ["SET", 2, "key"],
      ["EVAL", 2, "return redis.call('GET', 'key')"],
      ["GET", 2, "key"],
    ]);
    expect(commands[1]?.bytes[1]).toEqual(bytes);
    expect(commands.map((command) => command.client)).toEqual([...Array(3).fill(client.address), "lua"]);
    client.close();
  });

  it("has all commands once it has settled, and continues", async () => {
    await using server = await startServer();
    await using monitor = await server.monitor();
    const client = await server.connect();
    for (let i = 0; i < 500; i += 1) void client.command(["INCR", "counter"]);
    await client.command(["PING"]);
    expect(await monitor.settled()).toHaveLength(501);
    await client.command(["PING"]);
    expect(await monitor.settled()).toHaveLength(502);
    client.close();
  });
});

describe("eventually", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("tries again until the assertion holds, and returns its value", async () => {
    let tries = 0;
    const value = await eventually(async () => {
      tries += 1;
      expect(tries).toBeGreaterThan(2);
      return "value";
    });
    expect([value, tries]).toEqual(["value", 3]);
  });

  it("throws the last failure at the deadline", async () => {
    const failing = eventually(() => expect("is").toBe("should be"), { deadline: 50 });
    await expect(failing).rejects.toThrow("should be");
  });

  it("does not wait for an assertion that never settles", async () => {
    const hanging = eventually(() => new Promise(() => {}), { deadline: 50 });
    await expect(hanging).rejects.toThrow("did not settle within 50 ms");
  });

  it("and servers work while a test fakes its timers", async () => {
    vi.useFakeTimers({ now: 0 });
    await using server = await startServer({ tls: true });
    await expect(server.waitFor(() => false, { deadline: 50 })).rejects.toThrow("Still not so: () => false");
  });
});

describe("replicas", () => {
  it("are in sync from the start, with their primary's password", async () => {
    await using primary = await startServer({ user: "alice", password: "secret" });
    await primary.command("SET", "key", "value");
    await using replica = await startServer({ replicaOf: primary });
    expect(await replica.text("GET", "key")).toBe("value");
    expect(replica.password).toBe("secret");
    await expect(replica.command("SET", "key", "other")).rejects.toThrow("READONLY");
  });

  it("start with their primary, over TLS too, and have its writes once settled", async () => {
    await using group = await startReplicated({ replicas: 2, tls: true });
    expect((await group.primary.info("replication")).connected_slaves).toBe("2");
    await group.primary.command("SET", "key", "value");
    await group.settled();
    expect(await Promise.all(group.replicas.map((replica) => replica.text("GET", "key")))).toEqual([
      "value",
      "value",
    ]);
  });

  it("cannot follow a server on a unix socket", async () => {
    await using primary = await startServer({ unixSocket: true });
    await expect(startServer({ replicaOf: primary })).rejects.toThrow("unix socket cannot have replicas");
  });
});
