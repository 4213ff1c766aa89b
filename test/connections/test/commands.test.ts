import type { Connection } from "@coffer/cache-core";
import { type RedisServer, startServer } from "@coffer-internal/servers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allDrivers, drivers } from "./support/drivers.js";

// In addition to connectionFactorySuite of @coffer/plugin-kit.

let server: RedisServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

function text(reply: unknown): unknown {
  if (Buffer.isBuffer(reply)) return reply.toString();
  return Array.isArray(reply) ? reply.map(text) : reply;
}

describe.each(allDrivers)("a connection of $name", ({ create }) => {
  let connection: Connection;
  beforeAll(() => {
    connection = create().connect(server.url(1));
  });
  beforeEach(() => connection.send("FLUSHDB", []));
  afterAll(() => connection.close());

  const send = async (command: string, ...args: (string | number | bigint | Buffer)[]) =>
    text(await connection.send(command, args));

  it("accepts command names in any case", async () => {
    await connection.send("hset", ["h", "a", "1"]);
    expect(await send("hgetall", "h")).toEqual(["a", "1"]);
    const batch = [["set", ["key", "value"]] as const, ["Get", ["key"]] as const];
    expect((await connection.sendMany(batch)).map(text)).toEqual(["OK", "value"]);
  });

  it("returns bytes unchanged, also from SET with GET", async () => {
    const bytes = Buffer.from([0xff, 0x00]);
    for (const get of ["GET", "get"]) {
      await connection.send("SET", ["key", bytes]);
      expect(await connection.send("SET", ["key", "GET", get])).toEqual(bytes);
      await connection.send("SET", ["key", bytes]);
      const batch = [["SET", ["key", "GET", "PX", 10_000, get]] as const, ["GET", ["key"]] as const];
      expect(await connection.sendMany(batch)).toEqual([bytes, Buffer.from("GET")]);
    }
  });

  it("distinguishes the members of sets by their bytes", async () => {
    const bytes = Buffer.from([0xff, 0x00]);
    expect(await send("SADD", "s", bytes, Buffer.from(bytes), "text")).toBe(2);
    expect(await send("SISMEMBER", "s", Buffer.from(bytes))).toBe(1);
    expect(await send("SMISMEMBER", "s", bytes, "other")).toEqual([1, 0]);
    expect(await connection.send("SMEMBERS", ["s"])).toContainEqual(bytes);
    expect(await send("SREM", "s", bytes, "text")).toBe(2);
    expect(await send("EXISTS", "s")).toBe(0);
  });

  it("returns scores and ranges as in RESP2, with any command", async () => {
    await connection.send("ZADD", ["z", 1.5, "m", 2, Buffer.from("n")]);
    expect(await send("ZREVRANGE", "z", 0, -1)).toEqual(["n", "m"]);
    expect(await send("ZRANGEBYSCORE", "z", "-inf", "+inf")).toEqual(["m", "n"]);
    expect(await send("ZPOPMIN", "z")).toEqual(["m", "1.5"]);
    await connection.send("HSET", ["h", "a", "1"]);
    expect(await send("HMGET", "h", "a", "missing")).toEqual(["1", null]);
    expect(await send("TTL", "h")).toBe(-1);
  });

  it("scans with patterns that contain escapes", async () => {
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

  it("sends any mixture of strings, numbers and bytes in a batch", async () => {
    const long = "x".repeat(3_000_000);
    const values = ["grüße", "", -5, 2n ** 70n, Buffer.alloc(0), long, Buffer.from([0xff]), 1.5];
    const set = values.map((value, index) => ["SET", [`key${index}`, value]] as const);
    expect((await connection.sendMany(set)).map(String)).toEqual(values.map(() => "OK"));
    const got = await connection.sendMany(values.map((_, index) => ["GET", [`key${index}`]] as const));
    const same = values.map((value, index) =>
      (Buffer.isBuffer(value) ? value : Buffer.from(String(value))).equals(got[index] as Buffer),
    );
    expect(same).toEqual(values.map(() => true));
  });

  it("rejects with Redis's error, the server's name, and without the arguments", async () => {
    const error = await connection.send("FOO", ["argument"]).catch((reason) => reason);
    expect(error).toMatchObject({ name: "ConnectionInterrupted", code: "ERR_REPLY" });
    expect(error.message).toMatch(/^redis:\/\/127\.0\.0\.1:\d+\/1 refused FOO: ERR /);
    expect(JSON.stringify(error.cause)).not.toContain("argument");
  });

  it("does not confuse scripts with the driver's own methods", async () => {
    expect(text(await connection.run({ name: "get", source: "return 'mine'" }, ["k"], []))).toBe("mine");
    expect(await send("GET", "k")).toBeNull();
  });

  it("returns the reply of a script, of any shape", async () => {
    const script = { name: "test:shapes", source: "return {KEYS[1], ARGV[1], ARGV[2], 7, false}" };
    const bytes = Buffer.from([0xfe, 0x01]);
    const expected = [Buffer.from("key"), bytes, Buffer.from("text"), 7, null];
    expect(await connection.run(script, ["key"], [bytes, "text"])).toEqual(expected);
    expect(text(await connection.run({ name: "test:none", source: "return #KEYS" }, [], []))).toBe(0);
  });

  it("does not mix databases", async () => {
    const other = create().connect(server.url(2));
    await connection.send("SET", ["key", "one"]);
    expect(await other.send("GET", ["key"])).toBeNull();
    await other.close();
  });
});

describe.each(drivers)("a connection of $name", ({ create }) => {
  it("rejects an invalid argument before anything is sent", async () => {
    const connection = create().connect(server.url(1));
    await connection.send("FLUSHDB", []);
    const why = /^an argument of SET must be a string, a number, a bigint or a Buffer, got \w+$/;
    for (const bad of [undefined, null, true, {}, Symbol("secret"), new Uint8Array(1)]) {
      const command = ["SET", ["key", bad as string]] as const;
      await expect(connection.send(...command)).rejects.toThrow(why);
      await expect(connection.sendMany([["SET", ["other", "1"]], command])).rejects.toThrow(why);
    }
    expect(await connection.send("DBSIZE", [])).toBe(0);
    await connection.close();
  });

  it("writes a batch at once", async () => {
    const connection = create().connect(server.url(1));
    await connection.ready();
    const reads = async () => Number((await server.info("stats")).total_reads_processed);
    const before = await reads();
    await connection.sendMany(
      Array.from({ length: 50 }, (_, n) => ["SET", [`k${n}`, Buffer.from([n])]] as const),
    );
    expect(await reads()).toBe(before + 2);
    await connection.close();
  });
});
