import { startReplicated, startServer } from "@coffer-internal/servers";
import { describe, expect, it } from "vitest";
import { connecting, LONG } from "./support/connecting.js";
import { drivers } from "./support/drivers.js";
import { outcome } from "./support/outcome.js";

describe.each(drivers)("with $name, a server that is reachable and rejects:", (driver) => {
  const connect = connecting(driver);

  it("after a failover it accepts reads but no writes (READONLY), which are rejected at once and not resent", async () => {
    await using group = await startReplicated({ replicas: 1 });
    const [replica = expect.fail("no replica")] = group.replicas;
    const connection = connect(group.primary.url(0), LONG);
    await connection.send("SET", ["n", "1"]);
    await group.settled();
    await replica.command("REPLICAOF", "NO", "ONE");
    await group.primary.command("REPLICAOF", replica.host, replica.port);
    const { error, code } = await outcome(connection.send("INCR", ["n"]));
    expect(code).toBe("ERR_REPLY");
    expect(error?.cause?.message).toMatch(/^READONLY/);
    const batch = await connection.sendMany([
      ["INCR", ["n"]],
      ["GET", ["n"]],
    ]);
    expect(batch[0]).toMatchObject({ code: "ERR_REPLY" });
    expect(String(batch[1])).toBe("1");
    const { cmdstat_incr } = await group.primary.info("commandstats");
    expect(cmdstat_incr).toContain("rejected_calls=2,");
    await group.primary.command("REPLICAOF", "NO", "ONE");
    expect(await connection.send("INCR", ["n"])).toBe(2);
  });

  it("out of memory it accepts reads but no writes (OOM), and both as soon as there is memory", async () => {
    await using server = await startServer({ config: { "maxmemory-policy": "noeviction" } });
    const connection = connect(server.url(0), LONG);
    await connection.send("SET", ["n", "1"]);
    await server.command("CONFIG", "SET", "maxmemory", "1");
    const { error, code } = await outcome(connection.send("INCR", ["n"]));
    expect(code).toBe("ERR_REPLY");
    expect(error?.cause?.message).toMatch(/^OOM/);
    expect(
      await connection.sendMany([
        ["SET", ["a", "x"]],
        ["GET", ["n"]],
        ["DEL", ["none"]],
      ]),
    ).toEqual([expect.objectContaining({ code: "ERR_REPLY" }), Buffer.from("1"), 0]);
    const { cmdstat_incr, cmdstat_set } = await server.info("commandstats");
    expect(cmdstat_incr).toContain("rejected_calls=1,");
    expect(cmdstat_set).toContain("calls=1,");
    expect(cmdstat_set).toContain("rejected_calls=1,");
    await server.command("CONFIG", "SET", "maxmemory", "0");
    expect(await connection.send("INCR", ["n"])).toBe(2);
  });
});
