import type { Connection } from "@coffer/cache-core";
import { ConnectionFactory, type NativeClass } from "@coffer/connection-ioredis";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allDrivers } from "./drivers.js";

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Replies with their Buffers as text, and whether every bulk string was one. */
function text(reply: unknown): unknown {
  if (Buffer.isBuffer(reply)) return reply.toString();
  if (Array.isArray(reply)) return reply.map(text);
  expect(typeof reply).not.toBe("string");
  return reply;
}

describe.each(allDrivers)("a connection of $name", ({ Class, mock }) => {
  let connection: Connection;
  beforeAll(() => {
    connection = new ConnectionFactory({ REDIS_CLIENT_CLASS: Class }).connect(server.url(1));
  });
  beforeEach(() => connection.send("FLUSHDB", []));
  afterAll(() => connection.close());

  const send = async (command: string, ...args: (string | number | bigint | Buffer)[]) =>
    text(await connection.send(command, args));

  it("gives bulk strings as Buffers, whatever they hold", async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await connection.send("SET", ["bytes", bytes]);
    expect(await connection.send("GET", ["bytes"])).toEqual(bytes);
    expect(await connection.send("MGET", ["bytes", "missing"])).toEqual([bytes, null]);
  });

  it("takes text, numbers, bigints and Buffers", async () => {
    for (const [given, stored] of [
      ["grüße", "grüße"],
      [1.5, "1.5"],
      [12345678901234567890n, "12345678901234567890"],
      [Buffer.from("x"), "x"],
      ["", ""],
    ] as const) {
      await connection.send("SET", ["key", given]);
      expect(await send("GET", "key")).toBe(stored);
    }
  });

  it("gives integers as numbers", async () => {
    expect(await send("INCRBY", "n", 5)).toBe(5);
    expect(await send("DECR", "n")).toBe(4);
    expect(await send("EXISTS", "n", "missing")).toBe(1);
    expect(await send("TTL", "n")).toBe(-1);
  });

  it("gives maps as flat lists and doubles as text, as RESP2 does", async () => {
    await connection.send("HSET", ["h", "a", "1", "b", Buffer.from("2")]);
    expect(await send("HGETALL", "h")).toEqual(["a", "1", "b", "2"]);
    expect(await send("HMGET", "h", "a", "missing")).toEqual(["1", null]);
    await connection.send("ZADD", ["z", 1.5, "m", 2, Buffer.from("n")]);
    expect(await send("ZSCORE", "z", "m")).toBe("1.5");
    expect(await send("ZRANGE", "z", 0, -1, "WITHSCORES")).toEqual(["m", "1.5", "n", "2"]);
    expect(await send("ZREVRANGE", "z", 0, -1)).toEqual(["n", "m"]);
    expect(await send("ZRANGEBYSCORE", "z", "-inf", "+inf")).toEqual(["m", "n"]);
    expect(await send("ZPOPMIN", "z")).toEqual(["m", "1.5"]);
  });

  it("takes command names in any case", async () => {
    await connection.send("hset", ["h", "a", "1"]);
    expect(await send("hgetall", "h")).toEqual(["a", "1"]);
  });

  it("keeps the members of sets apart by their bytes", async () => {
    const bytes = Buffer.from([0xff, 0x00]);
    expect(await send("SADD", "s", bytes, Buffer.from(bytes), "text")).toBe(2);
    expect(await send("SISMEMBER", "s", Buffer.from(bytes))).toBe(1);
    expect(await send("SMISMEMBER", "s", bytes, "other")).toEqual([1, 0]);
    expect(await connection.send("SMEMBERS", ["s"])).toContainEqual(bytes);
    expect(await send("SREM", "s", bytes, "text")).toBe(2);
    expect(await send("EXISTS", "s")).toBe(0);
  });

  it("scans with patterns that hold escapes", async () => {
    await connection.sendMany(["a*1", "ab1", "a[1"].map((key) => ["SET", [key, "1"]] as const));
    expect(await send("SCAN", "0", "MATCH", "a\\*1", "COUNT", 100)).toEqual(["0", ["a*1"]]);
    expect(await send("SCAN", "0", "COUNT", 100, "MATCH", "a\\[*")).toEqual(["0", ["a[1"]]);
    await connection.send("SADD", ["s", "x1", "x2", "y1"]);
    const [cursor, found] = (await send("SSCAN", "s", "0", "MATCH", "x[1-9]", "COUNT", 100)) as [
      string,
      string[],
    ];
    expect([cursor, found.sort()]).toEqual(["0", ["x1", "x2"]]);
  });

  it("answers a batch in order, a refusal in its place (ERR_REPLY)", async () => {
    await connection.send("SADD", ["set", "member"]);
    const answers = await connection.sendMany([
      ["SET", ["a", "1"]],
      ["LPUSH", ["set", "x"]],
      ["GET", ["a"]],
      ["GET", ["missing"]],
    ]);
    expect(answers.map((answer) => (answer instanceof Error ? "refused" : text(answer)))).toEqual([
      "OK",
      "refused",
      "1",
      null,
    ]);
    expect(answers[1]).toMatchObject({
      code: "ERR_REPLY",
      message: expect.stringMatching(/refused LPUSH: WRONGTYPE/),
      cause: expect.objectContaining({ message: expect.stringMatching(/^WRONGTYPE/) }),
    });
    expect(await connection.sendMany([])).toEqual([]);
  });

  it("writes a batch at once", { skip: mock }, async () => {
    await connection.ready();
    const reads = async () => Number((await server.info("stats")).total_reads_processed);
    const before = await reads();
    await connection.sendMany(
      Array.from({ length: 50 }, (_, n) => ["SET", [`k${n}`, Buffer.from([n])]] as const),
    );
    expect(await reads()).toBe(before + 2);
  });

  it("works under instrumentation that takes resolve and reject off a command", { skip: mock }, async () => {
    class Instrumented extends (Class as NativeClass) {
      sendCommand(
        command: Record<"resolve" | "reject", (outcome: unknown) => void>,
        stream: unknown,
      ): unknown {
        for (const name of ["resolve", "reject"] as const) {
          const own = command[name];
          command[name] = (outcome) => own(outcome);
        }
        const driver = Object.getPrototypeOf(Instrumented.prototype) as typeof Instrumented.prototype;
        return driver.sendCommand.call(this, command, stream);
      }
    }
    const watched = new ConnectionFactory({ REDIS_CLIENT_CLASS: Instrumented }).connect(server.url(1));
    expect(String(await watched.send("SET", ["k", "v"]))).toBe("OK");
    expect(
      (
        await watched.sendMany([
          ["GET", ["k"]],
          ["GET", ["none"]],
        ])
      ).map(String),
    ).toEqual(["v", "null"]);
    await expect(watched.send("SADD", ["k", "m"])).rejects.toMatchObject({ code: "ERR_REPLY" });
    await watched.close();
  });

  it("sends any mixture of texts, numbers and bytes in a batch, through the driver's own pipeline too", async () => {
    // A driver that has no class of commands to take the short way with.
    class Closed extends (Class as NativeClass) {
      static readonly Command = undefined;
    }
    const closed = new ConnectionFactory({ REDIS_CLIENT_CLASS: Closed }).connect(server.url(1));
    const long = "x".repeat(3_000_000);
    const values = ["grüße", "", -5, 2n ** 70n, Buffer.alloc(0), long, Buffer.from([0xff]), 1.5];
    for (const each of [connection, closed]) {
      const set = values.map((value, index) => ["set", [`key${index}`, value]] as const);
      expect((await each.sendMany(set)).map(String)).toEqual(values.map(() => "OK"));
      const got = await each.sendMany(values.map((_, index) => ["GET", [`key${index}`]] as const));
      const same = values.map((value, index) =>
        (Buffer.isBuffer(value) ? value : Buffer.from(String(value))).equals(got[index] as Buffer),
      );
      expect(same).toEqual(values.map(() => true));
    }
    await closed.close();
  });

  it("rejects what Redis refuses, with the reply as the cause and without the arguments", async () => {
    const error = await connection.send("FOO", ["argument"]).catch((reason) => reason);
    expect(error).toMatchObject({ name: "ConnectionInterrupted", code: "ERR_REPLY" });
    expect(error.message).toMatch(/^redis:\/\/127\.0\.0\.1:\d+\/1 refused FOO: ERR /);
    expect(JSON.stringify(error.cause)).not.toContain("argument");
  });

  it("runs scripts, also those that the server has forgotten", async () => {
    const script = { name: "test:echo", source: "return {KEYS[1], ARGV[1], ARGV[2], 7, false}" };
    const bytes = Buffer.from([0xfe, 0x01]);
    const expected = [Buffer.from("key"), bytes, Buffer.from("text"), 7, null];
    expect(await connection.run(script, ["key"], [bytes, "text"])).toEqual(expected);
    if (!mock) await connection.send("SCRIPT", ["FLUSH"]);
    expect(await connection.run(script, ["key"], [bytes, "text"])).toEqual(expected);
    expect(text(await connection.run({ name: "test:none", source: "return #KEYS" }, [], []))).toBe(0);
  });

  it("keeps scripts apart from the driver's own methods", async () => {
    expect(text(await connection.run({ name: "get", source: "return 'mine'" }, ["k"], []))).toBe("mine");
    expect(await send("GET", "k")).toBeNull();
  });

  it("sends commands in the order of the calls, from the first one on", async () => {
    const fresh = new ConnectionFactory({ REDIS_CLIENT_CLASS: Class, SOCKET_TIMEOUT: 3 }).connect(
      server.url(1),
    );
    const append = (piece: string) => fresh.send("APPEND", ["order", piece]);
    const calls = [append("a"), fresh.sendMany([["APPEND", ["order", "b"]]]), append("c")];
    calls.push(fresh.ready().then(() => append("e")) as Promise<never>, append("d"));
    await Promise.all(calls);
    expect(text(await fresh.send("GET", ["order"]))).toBe("abcde");
    await fresh.close();
  });

  it("does not mix databases (row 240)", async () => {
    const other = new ConnectionFactory({ REDIS_CLIENT_CLASS: Class }).connect(server.url(2));
    await connection.send("SET", ["key", "one"]);
    expect(await other.send("GET", ["key"])).toBeNull();
    await other.close();
  });

  it("loses nothing among 2,000 calls at once", async () => {
    const numbers = Array.from({ length: 2000 }, (_, n) => n);
    const replies = await Promise.all(
      numbers.map((n) => (n % 2 ? send("INCR", "n") : send("ECHO", String(n)))),
    );
    expect(replies.filter((_, n) => n % 2 === 0)).toEqual(numbers.filter((n) => n % 2 === 0).map(String));
    expect(await send("GET", "n")).toBe("1000");
  });
});
