import { spawnSync } from "node:child_process";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connecting } from "./support/connecting.js";
import { patientDrivers } from "./support/drivers.js";
import { type Outcome, outcome } from "./support/outcome.js";

const INCR = { name: "test:incr", source: "return redis.call('INCR', KEYS[1])" };

describe.each(patientDrivers)("with $name, an idle connection that the server has closed:", (driver) => {
  let server: RedisServer;
  const connect = connecting(driver);
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  async function idle() {
    const connection = connect(server.url(0));
    await connection.run(INCR, ["script"], []);
    await connection.send("SET", ["k", "v"]);
    // A connection must be a second old before it is assumed to work.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    return connection;
  }

  /**
   * Makes the server disconnect its clients while this process is blocked, so that it has not noticed when this
   * returns.
   */
  function hangUp(): void {
    const client = `
      const socket = require("node:net").connect(${server.port}, "${server.host}");
      socket.write("CLIENT KILL TYPE normal SKIPME yes\\r\\n");
      socket.on("data", (reply) => process.exit(/^:[1-9]/.test(reply) ? 0 : 1));
    `;
    expect(spawnSync(process.execPath, ["-e", client]).status).toBe(0);
  }

  it("the first calls of a blocked process are answered, whatever they are", async () => {
    const connection = await idle();
    hangUp();
    const [got, set, counted, batch] = await Promise.all([
      connection.send("GET", ["k"]),
      connection.send("SET", ["other", "x"]),
      connection.run(INCR, ["script"], []),
      connection.sendMany([
        ["INCR", ["n"]],
        ["GET", ["n"]],
      ]),
    ]);
    expect([got, set].map(String)).toEqual(["v", "OK"]);
    expect(counted).toBe(2);
    expect(batch.map(String)).toEqual(["1", "1"]);
  });

  it("in every turn of the event loop in which the end may be noticed, calls are answered in order", async () => {
    const connection = await idle();
    hangUp();
    const pushes: Promise<Outcome>[] = [];
    const push = () => {
      pushes.push(outcome(connection.send("RPUSH", ["list", pushes.length])));
      pushes.push(outcome(connection.sendMany([["RPUSH", ["list", pushes.length]]])));
    };
    push();
    process.nextTick(push);
    await Promise.resolve().then(push);
    for (let turn = 0; turn < 50; turn += 1) {
      push();
      await new Promise((resolve) => setImmediate(resolve));
      push();
    }
    const outcomes = await Promise.all(pushes);
    const codes = outcomes.map(({ code }) => code);
    // The client cannot know whether a call on the closed socket was executed. Calls that were not sent have waited.
    expect(codes.filter((code) => code !== undefined && code !== "ERR_NO_REPLY")).toEqual([]);
    const list = (await server.text("LRANGE", "list", 0, -1)) as string[];
    expect(list).toEqual(codes.flatMap((code, n) => (code === undefined ? [String(n)] : [])));
  });
});

describe.each(patientDrivers)("with $name, a connection that ends before the reply:", (driver) => {
  let server: RedisServer;
  const connect = connecting(driver);
  beforeEach(async () => {
    server = await startServer();
  });
  afterEach(() => server.stop());

  /** Calls that the server has not answered when it disconnects. */
  async function brokenUnder(calls: (connection: ReturnType<typeof connect>) => Promise<unknown>[]) {
    const connection = connect(server.url(0), {
      SOCKET_TIMEOUT: 10,
      CONNECTION_POOL_KWARGS: { client_name: "broken" },
    });
    await connection.sendMany([
      ["SET", ["k", "v"]],
      ["SET", ["other", "w"]],
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    // Later commands wait in the server, which does not execute them.
    const blocked = outcome(connection.send("BLPOP", ["nothing", 0]));
    await server.waitFor(async () => (await server.info("clients")).blocked_clients === "1");
    const asked = calls(connection);
    // They are checked later. Until then nothing else handles their rejections.
    for (const each of asked) each.catch(() => {});
    // The calls have been sent, since a later command of another client has been answered.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const id = /id=(\d+) .*name=broken/.exec(String(await server.command("CLIENT", "LIST")))?.[1] as string;
    await server.command("CLIENT", "KILL", "ID", id);
    expect((await blocked).code).toBe("ERR_NO_REPLY");
    return asked;
  }

  it("reads are sent once more on the next connection, single, in a batch and as MGET", async () => {
    const asked = await brokenUnder((connection) => [
      connection.send("GET", ["k"]),
      connection.send("MGET", ["k", "other"]),
      connection.sendMany([
        ["GET", ["k"]],
        ["EXISTS", ["other"]],
      ]),
    ]);
    const [got, many, batch] = await Promise.all(asked);
    expect(String(got)).toBe("v");
    expect((many as unknown[]).map(String)).toEqual(["v", "w"]);
    expect((batch as unknown[]).map(String)).toEqual(["v", "1"]);
  });

  it("writes are not sent again: commands, batches with a write in them, and scripts", async () => {
    const asked = await brokenUnder((connection) => [
      connection.send("INCR", ["n"]),
      connection.sendMany([
        ["GET", ["k"]],
        ["INCR", ["n"]],
      ]),
      connection.run(INCR, ["n"], []),
    ]);
    for (const { code } of await Promise.all(asked.map(outcome))) expect(code).toBe("ERR_NO_REPLY");
    expect(await server.text("GET", "n")).toBeNull();
  });

  it("a read that was sent before a write of its key is not resent after it", async () => {
    const asked = await brokenUnder((connection) => [
      connection.send("GET", ["k"]),
      connection.send("GET", ["other"]),
      connection.send("SET", ["k", "new"]),
      connection.send("GET", ["k"]),
    ]);
    const outcomes = await Promise.all(asked.map(outcome));
    expect(outcomes.map(({ code }) => code)).toEqual(["ERR_NO_REPLY", undefined, "ERR_NO_REPLY", undefined]);
    expect(String(await asked[1])).toBe("w");
  });

  it("a read is not resent after a script with its key or a command on all keys", async () => {
    const script = await brokenUnder((connection) => [
      connection.send("GET", ["k"]),
      connection.send("GET", ["other"]),
      connection.run(INCR, ["k"], []),
    ]);
    const afterScript = await Promise.all(script.map(outcome));
    expect(afterScript.map(({ code }) => code)).toEqual(["ERR_NO_REPLY", undefined, "ERR_NO_REPLY"]);
    const flush = await brokenUnder((connection) => [
      connection.send("MGET", ["k", "other"]),
      connection.send("FLUSHDB", []),
      connection.send("GET", ["k"]),
    ]);
    const afterFlush = await Promise.all(flush.map(outcome));
    expect(afterFlush.map(({ code }) => code)).toEqual(["ERR_NO_REPLY", "ERR_NO_REPLY", undefined]);
  });
});
