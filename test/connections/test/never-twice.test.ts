import { eventually, type RedisServer, startProxy, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connecting, LONG, SHORT } from "./support/connecting.js";
import { patientDrivers } from "./support/drivers.js";
import { expectBack, outcome } from "./support/outcome.js";

const COUNT = { name: "test:count", source: "return redis.call('INCR', KEYS[1])" };

describe.each(patientDrivers)("with $name, a call that may have been executed is never resent:", (driver) => {
  let server: RedisServer;
  const connect = connecting(driver);
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  it("not one that a frozen server received, which executes it when it thaws", async () => {
    const connection = connect(server.url(1), SHORT);
    await eventually(() => connection.ready());
    await connection.run(COUNT, ["script"], []);
    await using monitor = await server.monitor();
    await server.freeze();
    const calls = [
      connection.send("INCR", ["send"]),
      connection.sendMany([
        ["INCR", ["batch"]],
        ["INCR", ["batch"]],
      ]),
      connection.run(COUNT, ["script"], []),
    ];
    const outcomes = Promise.all(calls.map(outcome));
    // Waits until the connection is abandoned. It does not wait for the calls, which a driver that resends would delay.
    await eventually(async () => expect((await outcome(connection.ready())).code).toBe("ERR_UNREACHABLE"));
    server.thaw();
    await expectBack(connection);
    for (const { code } of await outcomes) expect(code).toMatch(/^ERR_(TIMEOUT|NO_REPLY)$/);
    // The thawed server has executed everything that it has read so far, since it answers in the order of reading.
    const counted = (await monitor.settled()).filter(({ name }) => /^(INCR|EVAL|EVALSHA)$/.test(name));
    // The script is one of these, and the INCR within it another.
    expect(counted.map(({ name }) => name).sort()).toEqual(["EVALSHA", "INCR", "INCR", "INCR", "INCR"]);
    expect(await connection.send("INCR", ["send"])).toBe(2);
    expect(await connection.send("INCR", ["batch"])).toBe(3);
    expect(await connection.run(COUNT, ["script"], [])).toBe(3);
  });

  it("not one that was executed while its reply was lost", async () => {
    await using proxy = await startProxy(server);
    const connection = connect(proxy.url(0), { ...SHORT, SOCKET_TIMEOUT: 5 });
    await connection.ready();
    // The replies need minutes to arrive.
    proxy.bytesPerSecond = 1;
    const outcomes = Promise.all(Array.from({ length: 500 }, () => outcome(connection.send("INCR", ["n"]))));
    await server.waitFor(async () => (await server.text("GET", "n")) === "500");
    proxy.cut();
    await eventually(async () => expect((await outcome(connection.ready())).code).toBe("ERR_UNREACHABLE"));
    proxy.bytesPerSecond = Number.POSITIVE_INFINITY;
    proxy.mend();
    await expectBack(connection);
    for (const { code } of await outcomes) expect(code).toMatch(/^ERR_(TIMEOUT|NO_REPLY)$/);
    expect(String(await connection.send("GET", ["n"]))).toBe("500");
  });

  it("not one that was executed before the connection ended, though a read is then resent", async () => {
    await using proxy = await startProxy(server);
    const connection = connect(proxy.url(0), LONG);
    await connection.run(COUNT, ["script"], []);
    await connection.send("SET", ["read", "value"]);
    // A read is resent only if the connection was at least a second old.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    proxy.bytesPerSecond = 1;
    const read = connection.send("GET", ["read"]);
    const calls = [
      connection.send("INCR", ["send"]),
      connection.sendMany([
        ["INCR", ["batch"]],
        ["INCR", ["batch"]],
      ]),
      connection.run(COUNT, ["script"], []),
    ];
    const outcomes = Promise.all(calls.map(outcome));
    const counted = () => server.text("MGET", "send", "batch", "script");
    await eventually(async () => expect(await counted()).toEqual(["1", "2", "2"]), { interval: 5 });
    proxy.bytesPerSecond = Number.POSITIVE_INFINITY;
    proxy.breakOff(0);
    for (const { code } of await outcomes) expect(code).toBe("ERR_NO_REPLY");
    expect(String(await read)).toBe("value");
    // This is sent on the new connection, after anything that was resent.
    await connection.send("PING", []);
    expect(await counted()).toEqual(["1", "2", "2"]);
  });
});
