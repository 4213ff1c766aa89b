import dns from "node:dns";
import {
  eventually,
  type RedisServer,
  startProxy,
  startReplicated,
  startServer,
} from "@coffer-internal/servers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { connecting } from "./support/connecting.js";
import { patientDrivers } from "./support/drivers.js";
import { outcome } from "./support/outcome.js";

/** Milliseconds. A connection may be abandoned because of its server's replies only after a second. */
const SETTLED = 1200;

describe.each(patientDrivers)("with $name, a host name that leads to another server:", (driver) => {
  const connect = connecting(driver);
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const settled = () => new Promise((resolve) => setTimeout(resolve, SETTLED));

  async function demote(primary: RedisServer, replica: RedisServer): Promise<void> {
    await replica.command("REPLICAOF", "NO", "ONE");
    await primary.command("REPLICAOF", replica.host, replica.port);
  }

  it("writes go to the new primary, though the old one continues as a replica and keeps its sockets", async () => {
    await using group = await startReplicated();
    const [replica = expect.fail("no replica")] = group.replicas;
    await using proxy = await startProxy(group.primary);
    const connection = connect(proxy.url(0));
    await connection.send("SET", ["n", "0"]);
    await settled();
    await group.settled();
    let executed = 0;
    const codes: (string | undefined)[] = [];
    const count = async () => {
      const { error, code } = await outcome(connection.send("INCR", ["n"]));
      codes.push(code);
      if (code === undefined) executed += 1;
      else expect(error?.cause?.message ?? error?.message).toMatch(/READONLY/);
      return code;
    };
    await Promise.all(Array.from({ length: 50 }, count));
    await group.settled();
    proxy.lead(replica);
    await demote(group.primary, replica);
    await eventually(async () => expect(await count()).toBeUndefined());
    await Promise.all(Array.from({ length: 50 }, count));
    // A rejected call was certainly not executed, and nothing was lost.
    expect(new Set(codes)).toEqual(new Set([undefined, "ERR_REPLY"]));
    expect(await replica.text("GET", "n")).toBe(String(executed));
  });

  it("pending calls are answered before the connection is abandoned, and reads continue meanwhile", async () => {
    await using group = await startReplicated();
    const [replica = expect.fail("no replica")] = group.replicas;
    await using proxy = await startProxy(group.primary);
    const connection = connect(proxy.url(0));
    await connection.sendMany([
      ["SET", ["n", "0"]],
      ["SET", ["k", "v"]],
    ]);
    await settled();
    await group.settled();
    proxy.latency = 100;
    await demote(group.primary, replica);
    proxy.lead(replica);
    const writes = Array.from({ length: 20 }, () => outcome(connection.send("INCR", ["n"])));
    const reads = Array.from({ length: 20 }, () => connection.send("GET", ["k"]));
    const script = outcome(
      connection.run({ name: "test:incr", source: "return redis.call('INCR', KEYS[1])" }, ["n"], []),
    );
    for (const { code } of await Promise.all(writes)) expect(code).toBe("ERR_REPLY");
    expect((await script).code).toBe("ERR_REPLY");
    expect((await Promise.all(reads)).map(String)).toEqual(Array(20).fill("v"));
    expect(await connection.send("INCR", ["n"])).toBe(1);
    expect(proxy.connections).toBe(2);
  });

  it("the connection is also abandoned because of a rejected batch", async () => {
    await using group = await startReplicated();
    const [replica = expect.fail("no replica")] = group.replicas;
    await using proxy = await startProxy(group.primary);
    const connection = connect(proxy.url(0));
    await connection.ready();
    await settled();
    await demote(group.primary, replica);
    proxy.lead(replica);
    const batch = () =>
      connection.sendMany([
        ["GET", ["n"]],
        ["SET", ["n", "1"]],
      ]);
    expect((await batch())[1]).toMatchObject({ code: "ERR_REPLY" });
    expect(String((await batch())[1])).toBe("OK");
  });

  it("the client does not reconnect for each write while the name leads to a replica", async () => {
    await using group = await startReplicated();
    const [replica = expect.fail("no replica")] = group.replicas;
    await using proxy = await startProxy(replica);
    const connection = connect(proxy.url(0));
    await connection.ready();
    await settled();
    const begin = performance.now();
    for (let n = 0; n < 200; n += 1) {
      expect((await outcome(connection.send("INCR", ["n"]))).code).toBe("ERR_REPLY");
      expect(await connection.send("GET", ["n"])).toBeNull();
    }
    // At most one a second.
    expect(proxy.connections).toBeLessThanOrEqual(2 + (performance.now() - begin) / 1000);
  });

  it("the connection is also abandoned because of a replica that does not serve without its primary (MASTERDOWN)", async () => {
    await using group = await startReplicated({ config: { "replica-serve-stale-data": "no" } });
    const [replica = expect.fail("no replica")] = group.replicas;
    await group.primary.command("SET", "k", "v");
    await group.settled();
    await using proxy = await startProxy(replica);
    const connection = connect(proxy.url(0));
    expect(String(await connection.send("GET", ["k"]))).toBe("v");
    await settled();
    proxy.lead(group.primary);
    // Nothing listens on this port.
    await replica.command("REPLICAOF", "127.0.0.1", 1);
    expect((await outcome(connection.send("GET", ["k"]))).error?.cause?.message).toMatch(/^MASTERDOWN/);
    expect(String(await connection.send("GET", ["k"]))).toBe("v");
  });

  it("is resolved again at each attempt", async () => {
    await using first = await startServer();
    await using second = await startServer();
    await using one = await startProxy(first);
    await using other = await startProxy(second, { host: "127.0.0.2", port: one.port });
    let address = "127.0.0.1";
    const lookup = vi.spyOn(dns, "lookup") as unknown as ReturnType<typeof vi.fn>;
    lookup.mockImplementation(
      (name: string, options: { all?: boolean }, done: (...args: unknown[]) => void) => {
        expect(name).toBe("cache.test");
        process.nextTick(() => (options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4)));
      },
    );
    const connection = connect(`redis://cache.test:${one.port}/0`);
    await connection.send("SET", ["where", "first"]);
    address = "127.0.0.2";
    await first.kill();
    await eventually(() => connection.send("SET", ["where", "second"]));
    expect(await second.text("GET", "where")).toBe("second");
    expect(other.connections).toBe(1);
  });
});
