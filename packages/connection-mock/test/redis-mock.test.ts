import type { Connection } from "@coffer/cache-core";
import { ConnectionFactory } from "@coffer/connection-ioredis";
import { RedisMock } from "@coffer/connection-mock";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

describe("ioredis-mock behaves like Redis where it differs by itself", () => {
  let connection: Connection;
  beforeEach(async () => {
    connection = connect("redis://mock:1/0");
    await connection.send("FLUSHDB", []);
  });
  afterEach(() => connection.close());

  const connect = (url: string) => new ConnectionFactory({ REDIS_CLIENT_CLASS: RedisMock }).connect(url);
  const text = (reply: unknown): unknown =>
    Array.isArray(reply) ? reply.map(text) : Buffer.isBuffer(reply) ? reply.toString() : reply;
  const send = async (command: string, ...args: (string | number | Buffer)[]) =>
    text(await connection.send(command, args).catch((error) => error.cause.message));

  it("stores are separate by host, port and database, and shared by connections", async () => {
    await connection.send("SET", ["key", "here"]);
    for (const url of ["redis://mock:1/1", "redis://mock:2/0", "redis://other:1/0"]) {
      const other = connect(url);
      expect(await other.send("GET", ["key"])).toBeNull();
      await other.close();
    }
    const same = connect("redis://mock:1/0?socket_timeout=1");
    expect(text(await same.send("GET", ["key"]))).toBe("here");
    await same.close();
  });

  it("GETRANGE ends at its index, and is empty for a missing key", async () => {
    expect(await send("GETRANGE", "missing", 0, 0)).toBe("");
    await send("SET", "key", "hello");
    expect(await send("GETRANGE", "key", 1, 3)).toBe("ell");
    expect(await send("GETRANGE", "key", -3, -1)).toBe("llo");
    expect(await send("GETRANGE", "key", 0, -2)).toBe("hell");
    expect(await send("GETRANGE", "key", 9, 20)).toBe("");
  });

  it("counters reject non-integers, keep the expiry, and are exact beyond 2^53", async () => {
    await send("SET", "text", "abc");
    expect(await send("INCR", "text")).toBe("ERR value is not an integer or out of range");
    expect(await send("GET", "text")).toBe("abc");
    await send("SET", "big", "9007199254740993", "EX", 100);
    await send("INCRBY", "big", 2);
    expect(await send("GET", "big")).toBe("9007199254740995");
    expect(await send("TTL", "big")).toBeCloseTo(100, -1);
    await send("SET", "top", "9223372036854775807");
    expect(await send("INCR", "top")).toBe("ERR increment or decrement would overflow");
  });

  it("TIME is that of this process, in scripts too, so that it never runs backwards", async () => {
    const source = "local time = redis.call('TIME') return time[1] .. ' ' .. time[2]";
    const inScript = async () => {
      const reply = await connection.run({ name: "time", source, fits: () => true }, [], []);
      return String(text(reply)).split(" ");
    };
    for (let n = 0; n < 30; n++) {
      for (const ask of [() => send("TIME"), inScript]) {
        const before = Date.now();
        const [seconds, microseconds] = (await ask()) as string[];
        const time = Number(seconds) * 1000 + Number(microseconds) / 1000;
        expect(time).toBeGreaterThanOrEqual(before);
        expect(time).toBeLessThanOrEqual(Date.now());
      }
    }
  });

  it("SET supports its flags in any case, and KEEPTTL", async () => {
    await send("SET", "key", "1", "ex", 100);
    expect(await send("SET", "key", "2", "KEEPTTL")).toBe("OK");
    expect(await send("TTL", "key")).toBeCloseTo(100, -1);
    expect(await send("SET", "key", "3", "nx")).toBeNull();
  });

  it("a renamed key keeps its expiry and loses the target's", async () => {
    expect(await send("RENAME", "missing", "b")).toBe("ERR no such key");
    await send("SET", "a", "1");
    await send("SET", "b", "2", "EX", 100);
    expect(await send("RENAMENX", "a", "b")).toBe(0);
    expect(await send("RENAME", "a", "b")).toBe("OK");
    expect([await send("GET", "b"), await send("TTL", "b")]).toEqual(["1", -1]);
    await send("RENAME", "b", "b");
    expect(await send("GET", "b")).toBe("1");
  });

  it("a scan finds everything even if found keys are deleted meanwhile", async () => {
    for (let n = 0; n < 50; n += 1) await send("SET", `key${n}`, "1");
    await send("SADD", "set", "member");
    let cursor = "0";
    do {
      const [next, keys] = (await send("SCAN", cursor, "MATCH", "key*", "COUNT", 10)) as [string, string[]];
      for (const key of keys) await send("UNLINK", key);
      cursor = next;
    } while (cursor !== "0");
    expect(await send("KEYS", "*")).toEqual(["set"]);
    expect(await send("SCAN", "0", "TYPE", "set")).toEqual(["0", ["set"]]);
  });

  it("ZADD has all its flags", async () => {
    expect(await send("ZADD", "z", 5, "a", 5, "b")).toBe(2);
    expect(await send("ZADD", "z", "XX", "GT", "CH", 6, "a", 4, "b", 1, "c")).toBe(1);
    expect(await send("ZADD", "z", "LT", "CH", 6, "a", 4, "b", 1, "c")).toBe(2);
    expect(await send("ZADD", "z", "NX", 9, "a", 9, "d")).toBe(1);
    expect(await send("ZADD", "z", "INCR", 2.5, "a")).toBe("8.5");
    expect(await send("ZADD", "z", "NX", "INCR", 1, "a")).toBeNull();
    expect(await send("ZADD", "z", "NX", "XX", 1, "a")).toMatch(/^ERR .* not compatible/);
    expect(await send("ZADD", "z", "x", "a")).toBe("ERR value is not a valid float");
    expect(await send("ZRANGE", "z", 0, -1, "WITHSCORES")).toEqual([
      "c",
      "1",
      "b",
      "4",
      "a",
      "8.5",
      "d",
      "9",
    ]);
    await send("ZADD", "z", "inf", "top", "-inf", "bottom");
    expect(await send("ZSCORE", "z", "top")).toBe("inf");
    expect(await send("ZRANGE", "z", 0, 0, "WITHSCORES")).toEqual(["bottom", "-inf"]);
    expect(await send("ZPOPMAX", "z", 2)).toEqual(["top", "inf", "d", "9"]);
    expect(await send("ZPOPMAX", "z", 0)).toEqual([]);
  });

  it("ranges by score support fractions and infinite limits", async () => {
    await send("ZADD", "z", 1.2, "a", 1.5, "b", 2, "c", "inf", "d");
    expect(await send("ZRANGEBYSCORE", "z", 1.3, "(2", "WITHSCORES")).toEqual(["b", "1.5"]);
    expect(await send("ZREVRANGEBYSCORE", "z", "inf", "(1.2", "LIMIT", 1, 2)).toEqual(["c", "b"]);
    expect(await send("ZCOUNT", "z", "-inf", "1.5")).toBe(2);
    expect(await send("ZREMRANGEBYSCORE", "z", "(1.2", "+inf")).toBe(3);
    expect(await send("ZRANGE", "z", 0, -1)).toEqual(["a"]);
    expect(await send("ZREMRANGEBYSCORE", "z", 0, 2)).toBe(1);
    expect(await send("EXISTS", "z")).toBe(0);
  });

  it("an empty collection is deleted", async () => {
    await send("SADD", "s", "a");
    expect(await send("SPOP", "s", 1)).toEqual(["a"]);
    expect(await send("SPOP", "s", 1)).toEqual([]);
    expect(await send("SRANDMEMBER", "s", 2)).toEqual([]);
    await send("ZADD", "z", 1, "a");
    await send("ZREM", "z", "a");
    await send("SADD", "x", "a");
    await send("SINTERSTORE", "dest", "x", "missing");
    expect(await send("EXISTS", "s", "z", "dest")).toBe(0);
  });

  it("scripts see Redis's commands, not the mock's", async () => {
    const run = async (source: string, ...args: (string | number | Buffer)[]) =>
      text(
        await connection
          .run({ name: "test:script", source }, ["key", "other"], args)
          .catch((error) => error.cause.message),
      );
    await send("SET", "key", "", "EX", 100);
    expect(await run("return redis.call('get', KEYS[1])")).toBe("");
    expect(await run("return redis.call('SET', KEYS[1], ARGV[1], 'KEEPTTL')", "text")).toBe("OK");
    expect(await send("TTL", "key")).toBeCloseTo(100, -1);
    expect(await run("return redis.call('INCRBY', KEYS[1], 1)")).toBe(
      "ERR value is not an integer or out of range",
    );
    expect(await run("return redis.pcall('INCR', KEYS[1]).err")).toMatch(/^ERR value is not an integer/);
    expect(await send("GET", "key")).toBe("text");
    await run("return redis.call('RENAME', KEYS[1], KEYS[2])");
    expect([await send("GET", "other"), await send("TTL", "other")]).toEqual(["text", 100]);
    expect(await run("return redis.call('RENAME', KEYS[1], KEYS[2])")).toBe("ERR no such key");
    expect(await run("redis.call('SET', KEYS[1], 5); return redis.call('INCRBY', KEYS[1], ARGV[1])", 2)).toBe(
      7,
    );
    expect(await run("return {1, {2, 'x'}, true, false, 3.9}")).toEqual([1, [2, "x"], 1, null, 3]);
    expect(await run("return redis.error_reply('MINE it is')")).toBe("MINE it is");
    expect(await run("return redis.status_reply('FINE')")).toBe("FINE");
    expect(await run("return redis.call('MGET', KEYS[1], KEYS[2])")).toEqual(["7", "text"]);
    expect(await run("return #redis.call('KEYS', '*')")).toBe(2);
    const bytes = Buffer.from([0xff, 1]);
    await run("redis.call('SET', KEYS[1], ARGV[1])", bytes);
    expect(await connection.send("GET", ["key"])).toEqual(bytes);
  });

  it("types are reported, also of bytes, and wrong ones rejected with Redis's messages", async () => {
    await send("SET", "bytes", Buffer.from([0xff]));
    expect(await send("TYPE", "bytes")).toBe("string");
    expect(await send("SADD", "s", "a")).toBe(1);
    expect(await send("LPUSH", "s", "x")).toMatch(/^WRONGTYPE/);
    expect(await send("CLIENT", "ID")).toMatch(/ioredis-mock|Unsupported command/);
  });

  it("its own methods work, and the driver that it is based on is not changed", async () => {
    const { reply } = (Redis.Command as unknown as { _transformer: { reply: object } })._transformer;
    expect(Object.keys(reply)).toEqual(["hgetall"]);
    await send("ZADD", "z", 1, "a");
    expect(await (connection.native as Redis).zrange("z", "0", "-1")).toEqual(["a"]);
    expect(await (connection.native as Redis).hgetall("none")).toEqual({});
  });
});
