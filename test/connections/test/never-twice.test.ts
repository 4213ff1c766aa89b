import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connecting, SHORT } from "./support/connecting.js";
import { drivers } from "./support/drivers.js";
import { expectBack, outcome } from "./support/outcome.js";

const COUNT = { name: "test:count", source: "return redis.call('INCR', KEYS[1])" };

describe.each(drivers)("with $name, what may have been executed is never sent twice:", (driver) => {
  let server: RedisServer;
  const connect = connecting(driver);
  beforeEach(async () => {
    server = await startServer({ persistent: true });
  });
  afterEach(() => server.stop());

  it("not what a frozen server got, which executes it when it thaws", async () => {
    const connection = connect(server.url(1), SHORT);
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
    await Promise.all(calls.map(outcome));
    server.thaw();
    await expectBack(connection);
    // What the thawed server has read by now, it has executed: it answers in the order in which it reads.
    const counted = (await monitor.settled()).filter(({ name }) => /^(INCR|EVAL|EVALSHA)$/.test(name));
    // Of the script its own name, and the command in it.
    expect(counted.map(({ name }) => name).sort()).toEqual(["EVALSHA", "INCR", "INCR", "INCR", "INCR"]);
    expect(await connection.send("INCR", ["send"])).toBe(2);
    expect(await connection.send("INCR", ["batch"])).toBe(3);
    expect(await connection.run(COUNT, ["script"], [])).toBe(3);
  });

  it("not what was on its way when the server was killed, again and again", async () => {
    const connection = connect(server.url(1), SHORT);
    let sent = 0;
    let certain = 0;
    for (let round = 0; round < 4; round += 1) {
      await expectBack(connection);
      const calls = Array.from({ length: 500 }, () => connection.send("INCR", ["n"]));
      const killed = round % 2 === 0 ? server.kill() : Promise.resolve();
      const outcomes = await Promise.all(calls.map(outcome));
      await killed;
      // What was never sent is no attempt.
      sent += outcomes.filter(({ code }) => code !== "ERR_UNREACHABLE").length;
      certain += outcomes.filter(({ code }) => code === undefined).length;
      if (round % 2 === 0) await server.restart();
    }
    await expectBack(connection);
    const count = Number(await connection.send("GET", ["n"]));
    expect(count).toBeGreaterThanOrEqual(certain);
    expect(count).toBeLessThanOrEqual(sent);
  });
});
