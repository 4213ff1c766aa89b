import assert from "node:assert/strict";
import type { Reply } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import { text } from "../suite/text.js";
import type { ConnectionContext } from "./connection-context.js";

const BINARY = Buffer.from([0, 1, 0x0d, 0x0a, 0x80, 0xff, 0xc1]);

/** Asserts a list of bulk strings. */
function bulks(reply: Reply, expected: readonly string[]): void {
  assert.ok(Array.isArray(reply), "a list must be an array");
  for (const item of reply) assert.ok(Buffer.isBuffer(item), "bulk strings must be Buffers");
  assert.deepEqual(text(reply), expected);
}

export const replies: Cases<ConnectionContext> = {
  "bulk strings are Buffers, byte by byte": async ({ connection }) => {
    await connection.send("SET", ["k", BINARY]);
    const reply = await connection.send("GET", ["k"]);
    assert.ok(Buffer.isBuffer(reply));
    assert.deepEqual(reply, BINARY);
    await connection.send("SET", ["empty", ""]);
    assert.deepEqual(await connection.send("GET", ["empty"]), Buffer.alloc(0));
  },

  "simple strings are text, integers are numbers, nil is null": async ({ connection }) => {
    assert.equal(text(await connection.send("SET", ["k", "1"])), "OK");
    assert.equal(await connection.send("INCRBY", ["k", 41]), 42);
    assert.equal(await connection.send("EXISTS", ["none"]), 0);
    assert.equal(await connection.send("GET", ["none"]), null);
    assert.equal(await connection.send("SET", ["k", "1", "NX"]), null);
  },

  "arguments may be strings, numbers, bigints and Buffers": async ({ connection }) => {
    await connection.send("RPUSH", ["list", "ü", 1.5, 10n ** 20n, -0, BINARY, ""]);
    const reply = await connection.send("LRANGE", ["list", 0, -1]);
    assert.deepEqual(reply, [
      Buffer.from("ü"),
      Buffer.from("1.5"),
      Buffer.from(`1${"0".repeat(20)}`),
      Buffer.from("0"),
      BINARY,
      Buffer.alloc(0),
    ]);
  },

  "keys may be any string": async ({ connection }) => {
    for (const key of ["", "a b", "ключ 😀", "line\r\nbreak"]) {
      await connection.send("SET", [key, "x"]);
      assert.equal(text(await connection.send("GET", [key])), "x");
    }
  },

  "lists are arrays, with null for missing items": async ({ connection }) => {
    await connection.send("SET", ["a", "1"]);
    assert.deepEqual(await connection.send("MGET", ["a", "none", "a"]), [
      Buffer.from("1"),
      null,
      Buffer.from("1"),
    ]);
    await connection.send("SADD", ["set", "m"]);
    bulks(await connection.send("SMEMBERS", ["set"]), ["m"]);
    assert.deepEqual(await connection.send("SMEMBERS", ["none"]), []);
  },

  "maps are flat lists": async ({ connection }) => {
    await connection.send("HSET", ["h", "f", "x", "g", "1"]);
    bulks(await connection.send("HGETALL", ["h"]), ["f", "x", "g", "1"]);
    assert.deepEqual(await connection.send("HGETALL", ["none"]), []);
  },

  "scores are bulk strings, and pairs are flat": async ({ connection }) => {
    await connection.send("ZADD", ["z", 1.5, "a", 2, "b"]);
    bulks(await connection.send("ZRANGE", ["z", 0, -1, "WITHSCORES"]), ["a", "1.5", "b", "2"]);
    const score = await connection.send("ZSCORE", ["z", "a"]);
    assert.ok(Buffer.isBuffer(score));
    assert.equal(text(score), "1.5");
    assert.equal(text(await connection.send("ZINCRBY", ["z", 1, "a"])), "2.5");
    bulks(await connection.send("ZPOPMAX", ["z"]), ["a", "2.5"]);
  },

  "a page of a scan is its cursor and a list": async ({ connection }) => {
    await connection.send("SET", ["k", "1"]);
    const reply = await connection.send("SCAN", ["0", "MATCH", "*", "COUNT", 100]);
    assert.ok(Array.isArray(reply) && reply.length === 2);
    assert.equal(text(reply[0] as Reply), "0");
    bulks(reply[1] as Reply, ["k"]);
  },

  "large values are sent and received whole": async ({ connection }) => {
    const large = Buffer.alloc(5_000_000, "0123456789\r\n");
    await connection.send("SET", ["k", large]);
    const reply = await connection.send("GET", ["k"]);
    assert.ok(Buffer.isBuffer(reply) && reply.equals(large));
  },

  "native is the driver's own object": async ({ connection }) => {
    await connection.send("PING", []);
    assert.equal(typeof connection.native, "object");
    assert.notEqual(connection.native, null);
  },

  "ready resolves when the server answers": async ({ connection, connect }) => {
    assert.equal(await connection.ready(), undefined);
    assert.equal(await connect().ready(), undefined);
  },
};
